# shellcheck shell=bash
source /root/bench/common.sh

make_slot
stop_server
as_postgres /usr/lib/postgresql/17/bin/pg_rewind -D "$pgdata" --source-server="host=$primary user=postgres dbname=postgres" \
    --config-file=/etc/postgresql/17/main/postgresql.conf
become_standby
start_server
