# shellcheck shell=bash
# All of it as a snapshot, as Manatee rebuilds a peer; what was there is set aside.
source /root/bench/common.sh

make_slot
snapshot_primary
stop_server
for member in data wal; do
    place=$(zfs get -H -o value mountpoint "tank/pg/$member")
    recordsize=$(zfs get -H -o value recordsize "tank/pg/$member")
    zfs unmount "tank/pg/$member"
    zfs set mountpoint=none "tank/pg/$member"
    zfs rename "tank/pg/$member" "tank/pg/$member-aside"
    on_primary zfs send -Lec "tank/pg/$member@$new" | zfs receive -o "mountpoint=$place" -o "recordsize=$recordsize" "tank/pg/$member"
done
become_standby
start_server
