# shellcheck shell=bash
# Takes that many snapshots of the whole group, as if one had been taken every hour until now. Runs on the primary.
set -euo pipefail
count=$1
mapfile -t datasets < <(zfs list -H -o name -r tank/pg | grep -v zstandby- | tail -n +2)
now=$(date +%s)
for ((i = count; i > 0; i--)); do
    name=zstandby-$(date -u -d "@$((now - 3600 * i))" +%Y%m%dT%H%M%SZ)-000000
    zfs snapshot "${datasets[@]/%/@$name}"
done
