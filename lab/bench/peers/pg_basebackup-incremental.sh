# shellcheck shell=bash
# An incremental backup against the full one that lies here, and both of them combined.
source /root/bench/common.sh

as_postgres pg_basebackup -h "$primary" -D /backup/incremental --incremental="$full_backup/backup_manifest" -X stream -c fast -C -S beta
stop_server
find "$pgdata" -mindepth 1 -delete
find "$pgwal" -mindepth 1 -delete
as_postgres /usr/lib/postgresql/17/bin/pg_combinebackup -o "$pgdata" "$full_backup" /backup/incremental
# The WAL back to the dataset of its own.
as_postgres sh -c "cp -a '$pgdata'/pg_wal/. '$pgwal'/ && rm -r '$pgdata/pg_wal' && ln -s '$pgwal' '$pgdata/pg_wal'"
become_standby
start_server
