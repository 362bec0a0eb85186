# shellcheck shell=bash
# Makes on a node what is somebody else's and must still be there whatever happens. Runs on the node.
set -euo pipefail
zfs list tank/other >/dev/null 2>&1 || zfs create -o mountpoint=/tank/other tank/other
head -c 100000 /dev/urandom >/tank/other/file
zfs snapshot tank/other@theirs
for dataset in tank/pg/data tank/pg/wal; do
    if zfs list "$dataset" >/dev/null 2>&1; then
        zfs snapshot "$dataset@theirs"
        zfs hold theirs "$dataset@theirs"
    fi
done
