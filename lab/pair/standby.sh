# shellcheck shell=bash
# Makes the node one that can become a standby: PostgreSQL configured and no data yet.
set -euo pipefail
export LC_ALL=C

# pg_createcluster makes the configuration and the service; the data it makes is not wanted.
pg_createcluster 17 main >/dev/null
rm -rf /var/lib/postgresql/17/main
cat /root/postgresql.conf >>/etc/postgresql/17/main/postgresql.conf
cat /root/pg_hba.conf >>/etc/postgresql/17/main/pg_hba.conf
