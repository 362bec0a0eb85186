# shellcheck shell=bash
# On beta: it is promoted by mistake, and written to.
source /root/bench/common.sh

as_postgres pg_ctlcluster 17 main promote
sql -c 'UPDATE ledger SET changed = -n' -c "UPDATE ballast SET payload = overlay(payload placing 'by mistake' from 1) WHERE ctid < '(20,0)'" \
    -c CHECKPOINT bench
