# shellcheck shell=bash
# Prints what the fault matrix compares, a line a fact, words separated by tabs. Runs on a node; changes nothing.
export LC_ALL=C PGOPTIONS='-c statement_timeout=30s'
cd /

timeout 60 runuser -u postgres -- psql -XAtq -v ON_ERROR_STOP=1 -F "$(printf '\t')" -d postgres \
    -c "SELECT 'recovery', pg_is_in_recovery()" \
    -c "SELECT 'started', pg_postmaster_start_time()" \
    -c "SELECT 'works since', backend_start FROM pg_stat_activity WHERE backend_type = 'checkpointer'" \
    -c "SELECT 'timeline', timeline_id FROM pg_control_checkpoint()" \
    -c "SELECT 'receiver', coalesce((SELECT status FROM pg_stat_wal_receiver), 'none')" \
    -c "SELECT 'slot', slot_name || CASE WHEN temporary THEN ' temporary' ELSE '' END FROM pg_replication_slots ORDER BY 2" \
    2>/dev/null || printf '%s\tunknown\n' recovery started 'works since' timeline receiver slot
# In seconds, since lab/matrix/ask.sh has someone ask; also until now.
[[ ! -e /tmp/answers ]] || { cat /tmp/answers; date +%s; } | awk '
    NR > 1 && $1 - last > most { most = $1 - last }
    { last = $1 }
    END { printf "longest wait\t%d\n", most }'
printf 'primary-starts\t%s\n' "$(grep -hc 'database system is ready to accept connections' \
    /var/log/postgresql/postgresql-17-main.log 2>/dev/null || true)"
# A mark that is empty is none: all of them are emptied at once before they are taken off one by one.
zfs list -H -p -t filesystem,volume -o name,guid,zstandby:tree,mounted,origin,receive_resume_token,zstandby:cut-over |
    sed 's/\t$/\t-/; s/^/dataset\t/'
zfs list -H -p -t snapshot -s createtxg -o name,guid,userrefs | sed 's/^/snapshot\t/'
zfs list -H -p -t snapshot -o name,userrefs | awk '$2 > 0 { print $1 }' | xargs -r zfs holds -H |
    awk '{ print "hold\t" $1 "\t" $2 }'
awk '$2 ~ "^/run/zstandby/" { print "mount\t" $2 }' /proc/mounts
# The program, its gate and what runs as the server's owner are all of one jar; programs that it ran may be hung ones.
pgrep -af 'zstandby\.jar|^(/[^ ]*/)?(zfs|zpool) |/usr/local/s?bin/zfs|^ssh .*zstandby@' | sed 's/^[0-9]* /process\t/' | cut -c1-300
[[ ! -e /tank/other/file ]] || printf 'file\t%s\n' "$(sha256sum </tank/other/file)"
inside=/var/lib/postgresql/17/main/theirs
[[ $HOSTNAME != alpha || ! -e $inside ]] || printf 'inside\t%s\n' "$(sha256sum <$inside)"
filler=/var/lib/postgresql/17/main/filler
[[ ! -e $filler ]] || printf 'filler\t%s %s\n' "$(stat -c '%s bytes of %y' "$filler")" "$(tail -c 100000 "$filler" | sha256sum)"
