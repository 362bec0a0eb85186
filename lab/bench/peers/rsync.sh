# shellcheck shell=bash
# Under backup mode, as PostgreSQL's manual has it (Making a Base Backup Using the Low Level API) and the procedure of 2014 had.
# Arguments: further ones of rsync's.
source /root/bench/common.sh

make_slot
stop_server
coproc backup { cd / && runuser -u postgres -- psql -XAtq -v ON_ERROR_STOP=1 -h "$primary" -d postgres; }
# Of one's own: bash closes its own once the other end has gone.
exec {asked}>&"${backup[1]}" {answer}<&"${backup[0]}"
eval "exec ${backup[1]}>&-"
echo "SELECT 'started ' || pg_backup_start('bench', fast => true);" >&"$asked"
read -r started <&"$answer"
[[ $started == started* ]]
rsync -a --delete "$@" \
    --exclude=/pg_wal --exclude=/postmaster.pid --exclude=/postmaster.opts --exclude='/pg_replslot/*' --exclude='/pg_dynshmem/*' \
    --exclude='/pg_notify/*' --exclude='/pg_serial/*' --exclude='/pg_snapshots/*' --exclude='/pg_stat_tmp/*' \
    --exclude='/pg_subtrans/*' --exclude='pgsql_tmp*' --exclude=pg_internal.init "root@$primary:$pgdata/" "$pgdata/"
echo 'SELECT labelfile FROM pg_backup_stop();' >&"$asked"
exec {asked}>&-
cat <&"$answer" >"$pgdata/backup_label"
grep -q '^START WAL LOCATION' "$pgdata/backup_label"
chown postgres: "$pgdata/backup_label"
find "$pgwal" -mindepth 1 -delete
become_standby
start_server
