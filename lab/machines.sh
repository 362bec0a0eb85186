# One machine: its disks, its QEMU process, and QEMU's monitor.
# shellcheck shell=bash

readonly disks=(root tank spare)

has_disks() {
    [[ -e $disk_dir/$1/complete ]]
}

machine_name() {
    printf 'zlab-%s-%s' "$lab" "$1"
}

# A pid file may be older than the host's last boot, so the process must also look like this machine's QEMU.
is_running() {
    local pid=''
    [[ -e $run_dir/$1/pid ]] || return 1
    read -r pid <"$run_dir/$1/pid" && is_machine_process "$pid" "$1"
}

is_machine_process() {
    local -a arguments=()
    mapfile -d '' -t arguments 2>/dev/null <"/proc/$1/cmdline" || return 1
    [[ ${arguments[0]:-} == *qemu-system-x86_64 && ${arguments[1]:-} == -name &&
        ${arguments[2]:-} == "$(machine_name "$2")" ]]
}

running_nodes() {
    local node
    for node in "${all_nodes[@]}"; do
        if is_running "$node"; then printf '%s\n' "$node"; fi
    done
}

# start_machine NODE [QEMU_ARGUMENT…]
start_machine() {
    local node=$1 own=$run_dir/$1
    mkdir -p "$own"
    kill_stray "$node"
    close_connection "$node"
    rm -f "$own/pid" "$own/monitor" "$own/paused"
    make_taps "$node"
    local -a arguments
    mapfile -t arguments < <(machine_arguments "$node")
    in_namespace qemu-system-x86_64 -name "$(machine_name "$node")" "${arguments[@]}" "${@:2}" \
        -daemonize -pidfile "$own/pid" </dev/null >"$own/qemu.log" 2>&1 ||
        fail "QEMU does not start $node:" "$(sed 's/^/  /' "$own/qemu.log")"
}

machine_arguments() {
    local node=$1 own=$run_dir/$1 home=$disk_dir/$1 name
    hardware "$(cat "$home/accelerator")"
    for name in "${disks[@]}"; do disk "$name" "$home/$name.qcow2"; done
    interface control 1 "${node_number[$node]}" "$(tap control "$node")"
    interface data 0 "${node_number[$node]}" "$(tap data "$node")"
    kernel "$(readlink -f "$home/image")" "systemd.hostname=$node"
    printf '%s\n' -chardev "file,id=console,append=on,path=${own//,/,,}/console" -serial chardev:console \
        -qmp "unix:${own//,/,,}/monitor,server=on,wait=off"
}

console_tail() {
    tail -n "${2:-40}" "$run_dir/$1/console" 2>/dev/null | tr -d '\r' || true
}

# monitor NODE COMMAND: runs a command of QEMU's human monitor and prints its answer; fails when that is an error.
monitor() {
    local node=$1 line
    local socket=$run_dir/$node/monitor
    [[ -S $socket ]] || return 1
    # The answer to a saving machine takes seconds, and QEMU drops it when the asking side closes first.
    coproc qmp { exec socat - "UNIX-CONNECT:$socket" 2>/dev/null; }
    # shellcheck disable=SC2154  # coproc sets qmp and qmp_PID
    local answers=${qmp[0]} asks=${qmp[1]} process=$qmp_PID answer=''
    printf '{"execute":"qmp_capabilities"}\n%s\n' \
        "{\"execute\":\"human-monitor-command\",\"arguments\":{\"command-line\":\"$2\"},\"id\":\"lab\"}" >&"$asks"
    while read -r -t "${monitor_patience:-300}" line <&"$answers"; do
        [[ $line == *'"id": "lab"'* ]] || continue
        answer=$line
        break
    done
    # KILL, because socat 1.7.4 can miss a TERM and stay; disowned, because bash would report it.
    disown "$process" 2>/dev/null || true
    kill -KILL "$process" 2>/dev/null || true
    [[ $answer == *'"return": "'* ]] || return 1
    answer=${answer#*'"return": "'}
    answer=${answer%'", "id": "lab"}'*}
    answer=${answer//'\r\n'/$'\n'}
    printf '%s' "$answer"
    [[ $answer != *Error* ]]
}

# order NODE COMMAND: for commands that must succeed and have nothing to tell.
order() {
    local answer
    answer=$(monitor "$@") || fail "QEMU did not do \"$2\" for $1: ${answer:-it does not answer.}" \
        "Compare: lab/lab status"
}

# The machine's state in QEMU's words: running, paused, …
run_state() {
    local answer
    answer=$(monitor_patience=5 monitor "$1" 'info status') || { echo 'not answering'; return; }
    echo "${answer#VM status: }"
}

# As pulling the plug. QEMU is asked first because it then completes its own files; what the guest did not write is
# lost all the same.
kill_machine() {
    local node=$1 pid
    close_connection "$node"
    is_running "$node" || return 0
    pid=$(cat "$run_dir/$node/pid")
    if monitor_patience=5 monitor "$node" quit >/dev/null 2>&1; then
        gone "$pid" "$node" 60 && return
    fi
    kill -TERM "$pid" 2>/dev/null || true
    gone "$pid" "$node" 30 && return
    kill -KILL "$pid" 2>/dev/null || true
    gone "$pid" "$node" 10 || fail "QEMU of $node (process $pid) cannot be ended." "Look at it: ps -o pid,stat,wchan,args $pid"
}

# gone PID NODE SECONDS
gone() {
    local end=$((SECONDS + $3))
    while is_machine_process "$1" "$2"; do
        ((SECONDS < end)) || return 1
        sleep 0.1
    done
}

# A QEMU process of this machine of which no pid file tells, after an `up` that was killed.
kill_stray() {
    local node=$1 pid
    for pid in $(ip netns pids "$namespace" 2>/dev/null || true); do
        if is_machine_process "$pid" "$node"; then
            kill -KILL "$pid" 2>/dev/null || true
            gone "$pid" "$node" 10 || fail "QEMU of $node (process $pid) cannot be ended." \
                "Look at it: ps -o pid,stat,wchan,args $pid"
        fi
    done
}

has_state() {
    [[ $'\n'$(saved_states "$1")$'\n' == *$'\n'"$2"$'\n'* ]]
}

# Names of the saved states in a machine's disks.
saved_states() {
    qemu-img snapshot --force-share -l "$disk_dir/$1/root.qcow2" | awk 'NR > 2 { print $2 }'
}
