# shellcheck shell=bash
# What changed, through the bare pipe, over what was there: the limit of whatever sends snapshots. The diverged state is lost.
source /root/bench/common.sh

make_slot
snapshot_primary
base=$(common_snapshot)
stop_server
for member in data wal; do
    on_primary zfs send -Lec -i "@$base" "tank/pg/$member@$new" | zfs receive -F "tank/pg/$member"
done
become_standby
start_server
