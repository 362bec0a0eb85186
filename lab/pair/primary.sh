# shellcheck shell=bash
# Makes the node the primary: a cluster with data and WAL on datasets of their own, as DBAs who run PostgreSQL on ZFS do.
set -euo pipefail
export LC_ALL=C
node=$1 own_address=$2 peer=$3

zfs create -o recordsize=32k -o mountpoint=/var/lib/postgresql/17/main tank/pg/data
zfs create -o recordsize=128k -o mountpoint=/var/lib/postgresql/17/wal tank/pg/wal
chown postgres: /var/lib/postgresql/17/main /var/lib/postgresql/17/wal
chmod 700 /var/lib/postgresql/17/main /var/lib/postgresql/17/wal
pg_createcluster 17 main -- --waldir=/var/lib/postgresql/17/wal/pg_wal >/dev/null
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
systemctl start postgresql@17-main
runuser -u postgres -- psql -qX <<END
CREATE ROLE zstandby LOGIN REPLICATION PASSWORD 'lab-password';
GRANT pg_monitor, pg_checkpoint TO zstandby;
GRANT EXECUTE ON FUNCTION pg_backup_start(text, boolean), pg_backup_stop(boolean) TO zstandby;
END
