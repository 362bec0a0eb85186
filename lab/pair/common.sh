# shellcheck shell=bash
# What both nodes of the lab's pair need: the package, pools, and a PostgreSQL cluster whose data is to lie on ZFS. All else is
# the work of zstandby setup.
# Runs on the node. Arguments: this node's name and address, the peer's name and address.
set -euo pipefail
export LC_ALL=C
node=$1 peer=$3 peer_address=$4

dpkg --install /root/zstandby.deb >/dev/null

zpool create -o ashift=12 -O compression=lz4 -O atime=off -O mountpoint=none tank /dev/disk/by-id/virtio-tank
zfs create -o canmount=off tank/pg

install -d -m 755 /etc/zstandby
cat >/etc/zstandby/zstandby.yaml <<END
node: $node
postgres:
  data-directory: /var/lib/postgresql/17/main
  bin-directory: /usr/lib/postgresql/17/bin
  config-file: /etc/postgresql/17/main/postgresql.conf
  log-file: /var/log/postgresql/postgresql-17-main.log
  service: postgresql@17-main
datasets:
  data: tank/pg/data
  wal: tank/pg/wal
peers:
  $peer:
    host: $peer_address
    ssh: zstandby@$peer_address
    ssh-identity: /etc/zstandby/id_ed25519
END

# On an emulated processor compiling costs more than it gains, and so does moving the cache to another address.
if [[ $(systemd-detect-virt) == qemu ]]; then
    echo "ZSTANDBY_JAVA_OPTIONS='-Xint -XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=0'" >/etc/default/zstandby
fi

# What the cluster of either node is configured with; appended once pg_createcluster has made the files.
cat >/root/postgresql.conf <<END
listen_addresses = '*'
full_page_writes = off
# A handshake of TLS takes ten seconds on an emulated processor; TwoPoolsTest switches it on.
ssl = off
# Hashing a password the usual 4096 times takes many seconds on an emulated processor.
scram_iterations = 1
wal_recycle = off
wal_init_zero = off
max_wal_size = 512MB
shared_buffers = 256MB
END
# The demo's client asks from the lab's host.
printf 'host postgres zstandby 10.77.0.1/32 scram-sha-256\n' >/root/pg_hba.conf
