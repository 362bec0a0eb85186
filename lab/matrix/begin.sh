# shellcheck shell=bash
# Starts an operation that will stop at a moment, waits until it has stopped or ended, and prints which of the two, then what the
# operation printed. Runs on the node. Arguments: seconds that a program may take, the moment, the operation with its words. Its
# output goes to /tmp/faults.out, its exit status, once there is one, to /tmp/faults.status.
set -euo pipefail
limit=$1 moment=$2
shift 2
home=/usr/lib/zstandby
library=$(echo "$home"/lib/*)
# shellcheck source=/dev/null
. /etc/default/zstandby
rm -f /tmp/faults.status /tmp/faults.pid
# The options are those of packaging/zstandby. The package's cache holds for its jar with others behind it: without, the start takes
# longer than most steps.
# shellcheck disable=SC2016,SC2086 # expanded by the shell that is started; several options are several words
setsid nohup bash -c '
    "$@" >/tmp/faults.out 2>&1 &
    echo $! >/tmp/faults.pid
    wait $!
    echo $? >/tmp/faults.status' faults "$home/runtime/bin/java" \
    -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:CompileThresholdScaling=20 -XX:-UsePerfData \
    -XX:AOTCache="$library/zstandby.aot" -Xlog:disable -Xlog:all=error:stderr ${ZSTANDBY_JAVA_OPTIONS:-} \
    -cp "$library/zstandby.jar:/root/faults.jar" dev.zstandby.faults.Main \
    /etc/zstandby/zstandby.yaml "$limit" "$moment" "$@" </dev/null >/dev/null 2>&1 &

# Nothing is run for it while it waits: that would cost the emulated processor a good part of what the operation gets.
exec {never}<> <(:)
has_stopped() {
    local pid state
    { read -r pid </tmp/faults.pid && read -r state <"/proc/$pid/stat"; } 2>/dev/null && [[ $state == *') T '* ]]
}

tell() {
    echo "$1"
    cat /tmp/faults.out
    exit 0
}

for ((i = 0; i < 6000; i++)); do
    [[ ! -s /tmp/faults.status ]] || tell ended
    ! has_stopped || tell stopped
    read -r -t 0.1 -u "$never" || true
done
echo "neither stopped nor ended" >&2
exit 1
