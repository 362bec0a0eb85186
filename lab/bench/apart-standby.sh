# shellcheck shell=bash
# On beta: it is promoted by mistake, and written to.
source /root/bench/common.sh

as_postgres pg_ctlcluster 17 main promote
sql -c 'CREATE TABLE written_by_mistake AS SELECT generate_series(1, 1000) AS n' \
    -c "UPDATE ballast SET payload = overlay(payload placing 'by mistake' from 1) WHERE ctid < '(20,0)'" bench
