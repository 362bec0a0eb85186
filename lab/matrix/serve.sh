# shellcheck shell=bash
# Makes the standby stream again by one command at most, and prints which: nothing (it streams already), waited (it came by itself),
# started (its server), reset (where the word is given, and a start did not do). Runs on the standby. Argument: the word reset, or none.
cd / || exit 1

streams() {
    [[ $(runuser -u postgres -- psql -XAtqc 'SELECT status FROM pg_stat_wal_receiver' 2>/dev/null) == streaming ]]
}

streams_after() { # WHAT SECONDS
    for ((i = 0; i < $2; i++)); do
        ! streams || { echo "$1"; exit 0; }
        sleep 1
    done
}

streams_after nothing 1
if systemctl is-active -q postgresql@17-main; then
    streams_after waited 30
else
    # Killed while it was started, it may be waited for by systemd without an end.
    systemctl restart postgresql@17-main
    streams_after started 60
fi
if [[ ${1:-} == reset ]]; then
    zstandby reset --yes >&2
    echo reset
else
    echo "nothing helped"
fi
