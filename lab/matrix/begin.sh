# shellcheck shell=bash
# Starts an operation that will stop at a moment, and waits until it has stopped or ended. Runs on the node.
# Arguments: seconds that a program may take, the moment, the operation with its words. Its output goes to /tmp/faults.out, its exit
# status, once there is one, to /tmp/faults.status.
set -euo pipefail
limit=$1 moment=$2
shift 2
home=/usr/lib/zstandby
library=$(echo "$home"/lib/*/zstandby.jar)
rm -f /tmp/faults.status /tmp/faults.pid
# shellcheck disable=SC2016 # expanded by the shell that is started
setsid nohup bash -c '
    "$1/bin/java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData -XX:SharedArchiveFile=/root/faults.jsa \
        -XX:+AutoCreateSharedArchive -Xlog:disable -cp "$2:/root/faults.jar" dev.zstandby.faults.Main \
        /etc/zstandby/zstandby.yaml "${@:3}" >/tmp/faults.out 2>&1 &
    echo $! >/tmp/faults.pid
    wait $!
    echo $? >/tmp/faults.status' faults "$home/runtime" "$library" "$limit" "$moment" "$@" </dev/null >/dev/null 2>&1 &
for _ in $(seq 3000); do
    [[ ! -e /tmp/faults.status ]] || exit 0
    if [[ -s /tmp/faults.pid ]] && grep -q '^State:.*T' "/proc/$(cat /tmp/faults.pid)/status" 2>/dev/null; then exit 0; fi
    sleep 0.1
done
echo "neither stopped nor ended" >&2
exit 1
