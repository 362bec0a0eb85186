# shellcheck shell=bash
# Makes the node one that can become a standby: PostgreSQL configured and no data yet.
set -euo pipefail
export LC_ALL=C

# pg_createcluster makes the configuration and the service; the data it makes is not wanted.
pg_createcluster 17 main >/dev/null
rm -rf /var/lib/postgresql/17/main
cat >>/etc/postgresql/17/main/postgresql.conf <<END
listen_addresses = '*'
full_page_writes = off
# Hashing a password the usual 4096 times takes many seconds on an emulated processor.
scram_iterations = 64
wal_recycle = off
wal_init_zero = off
max_wal_size = 512MB
shared_buffers = 256MB
END
printf 'host all,replication zstandby 10.77.0.0/24 scram-sha-256\n' >>/etc/postgresql/17/main/pg_hba.conf
zfs allow zstandby snapshot,send,hold,release,userprop,mount tank/pg
