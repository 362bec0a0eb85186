# shellcheck shell=bash
# syncoid takes its own snapshots one dataset after the other, so that WAL and data would not fit: it is given one of both.
source /root/bench/common.sh

make_slot
snapshot_primary
stop_server
for member in data wal; do
    syncoid --no-sync-snap --force-delete "root@$primary:tank/pg/$member" "tank/pg/$member"
done
become_standby
start_server
