# shellcheck shell=bash
# Makes of beta, before it is seeded, one on which every peer can run; prints its public keys, root's first.
# Arguments: full_page_writes (on or off).
source /root/bench/common.sh
full_page_writes=$1

zpool create -o ashift=12 -O compression=lz4 -O mountpoint=/backup backup /dev/disk/by-id/virtio-spare
chown postgres: /backup
ssh-keygen -q -t ed25519 -N '' -f /root/.ssh/id_ed25519
as_postgres sh -c "mkdir -p -m 700 ~/.ssh && ssh-keygen -q -t ed25519 -N '' -f ~/.ssh/id_ed25519"
for home in /root ~postgres; do printf 'StrictHostKeyChecking accept-new\nLogLevel ERROR\n' >"$home/.ssh/config"; done
cat >/etc/pgbackrest.conf <<SETTINGS
[global]
repo1-host=$primary
repo1-host-user=postgres
log-level-file=off
[main]
pg1-path=$pgdata
recovery-option=primary_conninfo=host=$primary user=postgres
recovery-option=primary_slot_name=beta
SETTINGS
# Once it runs as a primary, nothing of it goes to where the primary's WAL is archived.
printf 'archive_mode = off\nfull_page_writes = %s\nwal_log_hints = %s\n' "$full_page_writes" "$full_page_writes" \
    >>/etc/postgresql/17/main/postgresql.conf
cat /root/.ssh/id_ed25519.pub ~postgres/.ssh/id_ed25519.pub
