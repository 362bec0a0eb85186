# shellcheck shell=bash
# What lab/pair/bare-pipe does on the standby. Arguments: the names of the two snapshots.
set -euo pipefail
export LC_ALL=C
from=$1 to=$2
peer=10.77.0.11

as_root_there() { ssh -n -i /root/.ssh/bare -oUserKnownHostsFile=/etc/zstandby/known_hosts "root@$peer" "$@"; }

clean() {
    for member in data wal; do zfs destroy -r "tank/bare-$member" 2>/dev/null || true; done
}
trap clean EXIT

estimated=0
for member in data wal; do
    size=$(as_root_there zfs send -nP -Lec -i "tank/pg/$member@$from" "tank/pg/$member@$to" | sed -n 's/^size\t//p')
    estimated=$((estimated + size))
done
begin=$(date +%s%3N)
for member in data wal; do
    as_root_there zfs send -Lec -i "tank/pg/$member@$from" "tank/pg/$member@$to" |
        zfs receive -u -s -o "origin=tank/pg/$member@$from" "tank/bare-$member"
done
echo "$(($(date +%s%3N) - begin)) $estimated"
