# shellcheck shell=bash
# On beta, right after the seed: takes the full backups that some peers begin with, of the state that both nodes have.
# Arguments: the peers.
source /root/bench/common.sh

for peer; do
    case $peer in
        pgbackrest) as_postgres ssh -n "postgres@$primary" pgbackrest --stanza=main --type=full --log-level-console=error backup ;;
        pg_basebackup-incremental) as_postgres pg_basebackup -h "$primary" -D "$full_backup" -c fast ;;
        *) ;;
    esac
done
sql_on_primary CHECKPOINT
