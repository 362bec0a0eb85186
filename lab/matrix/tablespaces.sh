# shellcheck shell=bash
# Gives the pair's group that many tablespaces, each in a dataset of its own. Runs on a node; on the primary it makes them, on the
# other it makes room for them. Arguments: how many, primary or standby.
set -euo pipefail
count=$1 role=$2
cd /
{
    echo '  tablespaces:'
    for ((i = 1; i <= count; i++)); do echo "    ts$i: tank/pg/ts$i"; done
} >/tmp/tablespaces
sed -i '/^  wal: /r /tmp/tablespaces' /etc/zstandby/zstandby.yaml
zfs allow zstandby snapshot,send,hold,release,userprop,mount tank/pg
for ((i = 1; i <= count; i++)); do
    if [[ $role == primary ]]; then
        zfs create -o mountpoint="/srv/ts$i" "tank/pg/ts$i"
        install -d -o postgres -m 700 "/srv/ts$i/data"
        echo "CREATE TABLESPACE ts$i LOCATION '/srv/ts$i/data'; CREATE TABLE t$i TABLESPACE ts$i AS SELECT $i AS n;"
    fi
done | if [[ $role == primary ]]; then
    sed 's/; /;\n/g' | runuser -u postgres -- psql -Xq -v ON_ERROR_STOP=1 -d bench
else
    cat
fi
