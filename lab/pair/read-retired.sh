# shellcheck shell=bash
# Reads from a retired tree without touching it: a server on clones of it, started aside and thrown away.
# Runs on the node. Arguments: the tree's id, the database, the query.
set -euo pipefail
export LC_ALL=C
id=$1 database=$2 query=$3
work=/mnt/rescue

clean() {
    runuser -u postgres -- /usr/lib/postgresql/17/bin/pg_ctl -D $work/data stop -m immediate >/dev/null 2>&1 || true
    for member in wal data; do
        # A server that was just stopped may still keep it busy.
        for _ in $(seq 20); do
            zfs destroy "tank/rescue-$member" 2>/dev/null && break
            sleep 0.5
        done
        zfs destroy "tank/pg/$member.zstandby-retired-$id@rescue" 2>/dev/null || true
    done
}
trap clean EXIT

zfs snapshot "tank/pg/data.zstandby-retired-$id@rescue" "tank/pg/wal.zstandby-retired-$id@rescue"
for member in data wal; do
    zfs clone -o mountpoint=$work/$member "tank/pg/$member.zstandby-retired-$id@rescue" "tank/rescue-$member"
done
ln -sfn $work/wal/pg_wal $work/data/pg_wal
rm -f $work/data/postmaster.pid
cp /etc/postgresql/17/main/{pg_hba,pg_ident}.conf $work/data/
printf "port = 5433\nunix_socket_directories = '$work'\nlisten_addresses = ''\nhot_standby = on\n" >$work/data/postgresql.conf
rm -f $work/data/postgresql.auto.conf
chown postgres: $work $work/data/*.conf
runuser -u postgres -- /usr/lib/postgresql/17/bin/pg_ctl -D $work/data -l $work/data/rescue.log -w start >/dev/null
runuser -u postgres -- psql -XAt -h $work -p 5433 -c "$query" "$database"
