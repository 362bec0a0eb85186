# shellcheck shell=bash
# Waits for the end of the operation that lab/matrix/begin.sh started, and prints its exit status (none: it has not ended), then what
# it printed. Runs on the node; nothing is run while it waits, as in begin.sh.
exec {never}<> <(:)
for ((i = 0; i < 5000; i++)); do
    [[ ! -s /tmp/faults.status ]] || break
    read -r -t 0.2 -u "$never" || true
done
cat /tmp/faults.status 2>/dev/null || echo none
cat /tmp/faults.out
