# shellcheck shell=bash
# On alpha: changes a part of the pages of PGDATA. Arguments: how many per cent.
source /root/bench/common.sh
percent=$1

# A row that is changed dirties two pages: that of its old version and that of its new one. So half as many are changed, single ones, all
# over the table: the worst case for records that are larger than a page.
sql -v percent="$percent" bench <<'END'
UPDATE ballast SET payload = overlay(payload placing md5(id::text) from 101) WHERE ctid = ANY (ARRAY(
    SELECT format('(%s,%s)', page, row)::tid
    FROM generate_series(0, pg_relation_size('ballast') / 8192 - 1, 200 / :percent) AS page, generate_series(1, 4) AS row));
UPDATE ledger SET changed = n;
CHECKPOINT;
END
sql -c 'SELECT pg_switch_wal()' -c CHECKPOINT postgres >/dev/null

# What a peer is to find prepared: the WAL in its repository, and what it is about.
finished() {
    ! compgen -G "$pgwal/archive_status/*.ready" >/dev/null &&
        [[ $(sql -c "SELECT summarized_lsn >= redo_lsn FROM pg_get_wal_summarizer_state(), pg_control_checkpoint()" postgres) == t ]]
}
end=$((SECONDS + 3600))
until finished; do
    ((SECONDS < end)) || { echo "The primary does not archive or summarize its WAL." >&2; exit 1; }
    sleep 1
done
