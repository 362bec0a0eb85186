# shellcheck shell=bash
# On alpha: changes a part of the pages of PGDATA. Arguments: how many per cent.
source /root/bench/common.sh
percent=$1 places=100

# A row that is changed dirties two pages: that of its old version and that of its new one. So half as many are changed.
pages=$(sql -c "SELECT pg_relation_size('ballast') / 8192" bench)
changed=$((pages * percent / 200 / places))
for place in $(seq 0 $((places - 1))); do
    first=$((pages * place / places))
    echo "UPDATE ballast SET payload = overlay(payload placing md5(id::text) from 101) WHERE ctid >= '($first,0)' AND ctid < '($((first + changed)),0)';"
done | sql bench
sql -c CHECKPOINT -c 'SELECT pg_switch_wal()' postgres >/dev/null
# pgBackRest must find in its repository what the standby is to replay.
end=$((SECONDS + 1800))
while compgen -G "$pgwal/archive_status/*.ready" >/dev/null; do
    ((SECONDS < end)) || { echo "The primary does not archive its WAL." >&2; exit 1; }
    sleep 1
done
