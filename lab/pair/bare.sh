# shellcheck shell=bash
# Makes the node one as a newcomer has it: alpha with PostgreSQL on ZFS, any other with PostgreSQL as its package leaves it and
# an empty pool. Runs on the node. Arguments: its name.
set -euo pipefail
export LC_ALL=C
node=$1

zpool create -o ashift=12 -O compression=lz4 -O mountpoint=none tank /dev/disk/by-id/virtio-tank
if [[ $node == alpha ]]; then
    zfs create -p -o mountpoint=/var/lib/postgresql/17/main tank/pg/data
    chown postgres: /var/lib/postgresql/17/main
    chmod 700 /var/lib/postgresql/17/main
fi
pg_createcluster 17 main >/dev/null
# Other hosts are let in; what takes an emulated processor long is off (lab/pair/common.sh).
printf "listen_addresses = '*'\nfull_page_writes = off\nssl = off\nscram_iterations = 1\n" \
    >>/etc/postgresql/17/main/postgresql.conf
systemctl start postgresql@17-main
if [[ $(systemd-detect-virt) == qemu ]]; then
    echo "ZSTANDBY_JAVA_OPTIONS='-Xint -XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=0'" >/etc/default/zstandby
fi
# The administrator's own way from one host to the other, which the cards take.
install -d -m 700 /root/.ssh
ssh-keygen -q -t ed25519 -N '' -f /root/.ssh/id_ed25519
echo 'StrictHostKeyChecking accept-new' >/root/.ssh/config
cat /root/.ssh/id_ed25519.pub
