# shellcheck shell=bash
# Makes of the primary of a pair one that every peer can work with. Runs on alpha, once lab/bench lies there.
# Arguments: full_page_writes (on or off), megabytes of PGDATA, the public keys of root and of postgres on beta.
source /root/bench/common.sh
full_page_writes=$1 megabytes=$2 root_key=$3 postgres_key=$4

zpool create -o ashift=12 -O compression=lz4 -O mountpoint=/backup backup /dev/disk/by-id/virtio-spare
install -d -o postgres /backup/repository
echo "$root_key" >>/root/.ssh/authorized_keys
install -d -o postgres -m 700 ~postgres/.ssh
echo "$postgres_key" >~postgres/.ssh/authorized_keys
chown postgres: ~postgres/.ssh/authorized_keys

# A peer gets the rights it asks for: this is about time, not about rights.
printf 'host all,replication postgres 10.77.0.12/32 trust\n' >>/etc/postgresql/17/main/pg_hba.conf
cat >>/etc/postgresql/17/main/postgresql.conf <<SETTINGS
full_page_writes = $full_page_writes
# What pg_rewind asks for, on both.
wal_log_hints = $full_page_writes
# What pgBackRest asks for; nothing is archived yet.
archive_mode = on
archive_command = '/bin/true'
SETTINGS
cat >/etc/pgbackrest.conf <<SETTINGS
[global]
repo1-path=/backup/repository
repo1-retention-full=1
start-fast=y
compress-type=lz4
log-level-file=off
[main]
pg1-path=$pgdata
SETTINGS
systemctl restart postgresql@17-main

# Half of a row is random and half is not, so that it compresses as much as usual rows do; four of 2 kB make a page. The first 16 MB
# are copied until there are enough: that is far enough apart for whatever compresses.
rows=$(((megabytes - $(du -sm --apparent-size "$pgdata" | cut -f 1)) * 512)) made=8192
sql -c 'CREATE TABLE ballast (id int, payload text STORAGE PLAIN)' bench
perl -e '
    srand 42;
    my @digits = (0 .. 9, "A" .. "Z", "a" .. "z");
    my $pool = "";
    $pool .= $digits[rand @digits] for 1 .. 1_000_000;
    print $_, "\t", substr($pool, rand 999_000, 1_000), " " x 980, "\n" for 1 .. $ARGV[0];
' "$made" | sql -c 'COPY ballast FROM STDIN' bench
while ((made < rows)); do
    more=$((rows - made < made ? rows - made : made))
    sql -c "INSERT INTO ballast SELECT id + $made, payload FROM ballast LIMIT $more" bench
    made=$((made + more))
done
# Where one sees what a standby has, whose own changes are others.
sql -c 'CREATE TABLE ledger AS SELECT n, 0 AS changed FROM generate_series(1, 1000) AS n' bench
sql -c 'VACUUM (FREEZE, ANALYZE) ballast' -c 'CHECKPOINT' bench
as_postgres pgbackrest --stanza=main stanza-create
sql -c "ALTER SYSTEM SET archive_command = 'pgbackrest --stanza=main archive-push %p'" -c 'ALTER SYSTEM SET summarize_wal = on' \
    -c 'SELECT pg_reload_conf()' postgres >/dev/null
