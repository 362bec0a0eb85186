# shellcheck shell=bash
source /root/bench/common.sh

make_slot
stop_server
as_postgres pgbackrest --stanza=main --delta --type=standby --link-all --log-level-console=error restore
start_server
