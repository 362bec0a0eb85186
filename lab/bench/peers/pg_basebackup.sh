# shellcheck shell=bash
source /root/bench/common.sh

stop_server
find "$pgdata" -mindepth 1 -delete
rm -rf "$pgwal"
as_postgres pg_basebackup -h "$primary" -D "$pgdata" --waldir="$pgwal" -R -X stream -c fast -C -S beta
start_server
