# shellcheck shell=bash
# Makes the node the primary: a cluster with data and WAL on datasets of their own, as DBAs who run PostgreSQL on ZFS do.
set -euo pipefail
export LC_ALL=C

zfs create -o recordsize=32k -o mountpoint=/var/lib/postgresql/17/main tank/pg/data
zfs create -o recordsize=128k -o mountpoint=/var/lib/postgresql/17/wal tank/pg/wal
chown postgres: /var/lib/postgresql/17/main /var/lib/postgresql/17/wal
chmod 700 /var/lib/postgresql/17/main /var/lib/postgresql/17/wal
pg_createcluster 17 main -- --waldir=/var/lib/postgresql/17/wal/pg_wal >/dev/null
cat /root/postgresql.conf >>/etc/postgresql/17/main/postgresql.conf
cat /root/pg_hba.conf >>/etc/postgresql/17/main/pg_hba.conf
systemctl start postgresql@17-main
