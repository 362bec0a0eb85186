# shellcheck shell=bash
# Prints what the fault matrix compares, a line a fact, words separated by tabs. Runs on a node; changes nothing.
export LC_ALL=C PGOPTIONS='-c statement_timeout=10s'
cd /

ask() { # NAME QUERY
    local answer
    answer=$(timeout 15 runuser -u postgres -- psql -XAtq -F ' ' -d postgres -c "$2" 2>/dev/null) || answer=unknown
    while IFS= read -r line; do printf '%s\t%s\n' "$1" "$line"; done <<<"$answer"
}

ask recovery 'SELECT pg_is_in_recovery()'
ask started 'SELECT pg_postmaster_start_time()'
ask receiver "SELECT coalesce((SELECT status FROM pg_stat_wal_receiver), 'none')"
ask slot "SELECT slot_name || CASE WHEN temporary THEN ' temporary' ELSE '' END FROM pg_replication_slots ORDER BY 1"
printf 'primary-starts\t%s\n' "$(grep -hc 'database system is ready to accept connections' \
    /var/log/postgresql/postgresql-17-main.log 2>/dev/null || true)"
zfs list -H -p -t filesystem,volume -o name,guid,zstandby:tree,mounted,origin,receive_resume_token | sed 's/^/dataset\t/'
zfs list -H -p -t snapshot -s createtxg -o name,guid,userrefs | sed 's/^/snapshot\t/'
zfs list -H -p -t snapshot -o name,userrefs | awk '$2 > 0 { print $1 }' | xargs -r zfs holds -H |
    awk '{ print "hold\t" $1 "\t" $2 }'
awk '$2 ~ "^/run/zstandby/" { print "mount\t" $2 }' /proc/mounts
pgrep -af '^(/[^ ]*/)?(zfs (send|receive)|ssh .*(gate|stream|requests))' | sed 's/^[0-9]* /process\t/'
[[ ! -e /tank/other/file ]] || printf 'file\t%s\n' "$(sha256sum </tank/other/file)"
