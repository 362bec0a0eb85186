# shellcheck shell=bash
# What the scripts of the comparison share. Sourced by them on the machines, where lab/bench lies in /root/bench.
set -euo pipefail
export LC_ALL=C
readonly pgdata=/var/lib/postgresql/17/main
readonly pgwal=/var/lib/postgresql/17/wal/pg_wal
readonly primary=10.77.0.11
# The snapshot that a peer by ZFS brings.
readonly new=bench-new
# On the second disk, so that it takes no room from what is compared.
readonly full_backup=/backup/full

on_primary() { ssh -n "root@$primary" "$@"; }
as_postgres() { (cd / && runuser -u postgres -- "$@"); }
sql() { as_postgres psql -XAtq -v ON_ERROR_STOP=1 "$@"; }
sql_on_primary() { sql -h "$primary" -d postgres -c "$1"; }
stop_server() { systemctl stop postgresql@17-main; }
start_server() { systemctl start postgresql@17-main; }

# The primary keeps what the standby will ask for, as every peer's documentation has it.
make_slot() { sql_on_primary "SELECT pg_create_physical_replication_slot('beta', true)" >/dev/null; }

# Makes of a copy of the primary's data directory that of its standby.
become_standby() {
    rm -f "$pgdata"/{postmaster.pid,postmaster.opts}
    rm -rf "${pgdata:?}"/pg_replslot/*
    sed -i '/^primary_/d' "$pgdata/postgresql.auto.conf"
    printf "primary_conninfo = 'host=%s user=postgres'\nprimary_slot_name = 'beta'\n" "$primary" >>"$pgdata/postgresql.auto.conf"
    touch "$pgdata/standby.signal"
    chown postgres: "$pgdata/postgresql.auto.conf" "$pgdata/standby.signal"
}

# The name of the newest snapshot that both nodes have: that of the seed.
common_snapshot() { zfs list -H -o name -S createtxg -t snapshot tank/pg/data | sed -n 's/.*@\(zstandby-.*\)/\1/p' | head -n 1; }

snapshot_primary() {
    sql_on_primary CHECKPOINT
    on_primary zfs snapshot "tank/pg/data@$new" "tank/pg/wal@$new"
}
