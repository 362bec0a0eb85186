# shellcheck shell=bash
# Takes the primary back to the snapshot of zstandby's before the newest one, as somebody would who wants yesterday back. Runs on it.
set -euo pipefail
systemctl stop postgresql@17-main
for dataset in tank/pg/data tank/pg/wal; do
    mapfile -t ours < <(zfs list -H -o name -t snapshot -s createtxg "$dataset" | grep @zstandby-)
    zfs release zstandby:beta "${ours[-1]}"
    zfs rollback -r "${ours[-2]}"
done
systemctl start postgresql@17-main
