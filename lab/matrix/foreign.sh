# shellcheck shell=bash
# Makes on a node what is somebody else's and must still be there whatever happens: beside the group, in it, in each tree that is
# live, and in the newest retired one. Runs on the node.
set -euo pipefail
zfs list tank/other >/dev/null 2>&1 || zfs create -o mountpoint=/tank/other tank/other
head -c 100000 /dev/urandom >/tank/other/file
zfs snapshot tank/other@theirs
# On a standby it goes with the tree that is retired; on the primary it must stay where it is.
[[ $HOSTNAME != alpha ]] || head -c 100000 /dev/urandom >/var/lib/postgresql/17/main/theirs
! zfs list tank/pg >/dev/null 2>&1 || zfs create -o mountpoint=none tank/pg/theirs

keep() { # SNAPSHOT
    zfs snapshot "$1"
    zfs hold theirs "$1"
}
for dataset in tank/pg/data tank/pg/wal; do
    if zfs list "$dataset" >/dev/null 2>&1; then keep "$dataset@theirs"; fi
done
# Another name than in the live tree: undo makes it live.
newest=$(zfs list -H -o name | sed -n 's/^tank\/pg\/data\.zstandby-retired-//p' | sort | tail -n 1)
if [[ -n $newest ]]; then
    keep "tank/pg/data.zstandby-retired-$newest@theirs-retired"
    zfs create -o mountpoint=none "tank/pg/wal.zstandby-retired-$newest/theirs"
fi
