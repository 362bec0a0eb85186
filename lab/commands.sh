# The commands of lab/lab, one function each.
# shellcheck shell=bash

needs_tools() {
    needs_root
    needs qemu-system-x86_64 qemu-system-x86 qemu-img qemu-utils socat socat ip iproute2 ssh openssh-client \
        ssh-keygen openssh-client nsenter util-linux unshare util-linux flock util-linux sysctl procps
}

command_build() {
    no_arguments "$@"
    needs_tools
    build_missing "${default_nodes[@]}"
    note "the image and the booted machines are in $key_dir"
}

command_up() {
    (($# > 0)) || set -- "${default_nodes[@]}"
    known_nodes "$@"
    needs_tools
    lock_lab
    build_missing "$@"
    make_network
    write_ssh_config
    side_by_side bring_up "$@"
    command_status
}

# A machine that runs stays as it is; any other is made anew.
bring_up() {
    local node=$1
    if is_running "$node"; then
        case $(run_state "$node") in
            running) ;;
            paused) resume_machine "$node" ;;
            *) kill_machine "$node" ;;
        esac
    fi
    if ! is_running "$node"; then
        if has_disks "$node"; then
            note "$node was not running and is made anew (power-on would have kept its disks)"
        fi
        copy_template "$node"
        start_machine "$node" -loadvm booted
        mend_data_link "$node"
    fi
    wait_for_ssh "$node" 60
    set_clock "$node"
}

command_down() {
    no_arguments "$@"
    needs_tools
    lock_lab
    remove_lab
}

remove_lab() {
    local node
    for node in "${all_nodes[@]}"; do
        kill_machine "$node"
        kill_stray "$node"
    done
    remove_network
    rm -rf --one-file-system "$run_dir" "$disk_dir"
    rm -f "$runtime_dir/$lab".*.lock
}

command_status() {
    no_arguments "$@"
    needs_root
    local node
    printf 'lab %s\n' "$lab"
    for node in "${all_nodes[@]}"; do
        if is_running "$node"; then
            printf '  %-6s %s, data link %s, process %s\n' "$node" "$(run_state "$node")" \
                "$(data_link_is_cut "$node" && echo cut || echo up)" "$(cat "$run_dir/$node/pid")"
        elif has_disks "$node"; then
            printf '  %-6s off\n' "$node"
        fi
    done
    if [[ -d $disk_dir ]]; then
        printf '  disks  %s\n  ssh    ssh -F %s NODE\n  net    ip netns exec %s COMMAND\n' \
            "$disk_dir" "$(ssh_config)" "$namespace"
    else
        printf '  no machines. Start them: lab/lab up\n'
    fi
}

# --- talking to machines -----------------------------------------------------------------------------------------------

command_ssh() {
    needs_root
    local -a options=()
    while [[ ${1:-} == -* ]]; do
        case $1 in
            -n | -t | -tt | -T | -q) options+=("$1") ;;
            *) wrong_usage "ssh has no option $1; there are -n (no standard input), -t, -T and -q." ;;
        esac
        shift
    done
    known_nodes "${1:-}"
    reach "$1"
    exec ssh -F "$(ssh_config)" "${options[@]}" -- "$@"
}

# Ends with 255 as ssh does when the machine cannot be reached.
reach() {
    local node=$1
    if ! is_running "$node"; then
        printf 'error: %s is not running in lab %s.\nStart it: lab/lab %s %s\n' "$node" "$lab" \
            "$(has_disks "$node" && echo power-on || echo up)" "$node" >&2
        exit 255
    elif [[ -e $run_dir/$node/paused ]]; then
        printf 'error: %s is paused.\nLet it go on: lab/lab resume %s\n' "$node" "$node" >&2
        exit 255
    elif ! ensure_connection "$node"; then
        printf 'error: %s runs but does not answer by ssh.\nSee what it says: lab/lab console %s\n' "$node" "$node" >&2
        exit 255
    fi
}

command_copy() {
    (($# >= 2)) || wrong_usage "copy needs a source and a destination: lab/lab copy SRC… NODE:PATH"
    local argument node
    local -A nodes=()
    for argument in "$@"; do
        [[ $argument == [a-z]*:* && ${argument%%:*} != */* ]] || continue
        node=${argument%%:*}
        known_node "$node"
        nodes[$node]=1
    done
    ((${#nodes[@]} > 0)) || wrong_usage "copy needs NODE:PATH on one side, as in: lab/lab copy report.txt alpha:/root/"
    for node in "${!nodes[@]}"; do reach "$node"; done
    exec scp -q -r -p -F "$(ssh_config)" "$@"
}

command_console() {
    (($# == 1)) || wrong_usage "console takes one machine: ${all_nodes[*]}."
    known_node "$1"
    console_tail "$1"
}

command_clock() {
    local node
    local -a nodes=("$@")
    (($# > 0)) || mapfile -t nodes < <(running_nodes)
    ((${#nodes[@]} > 0)) || fail "no machine is running in lab $lab." "Start them: lab/lab up"
    known_nodes "${nodes[@]}"
    for node in "${nodes[@]}"; do reach "$node"; done
    side_by_side set_clock "${nodes[@]}"
}

# --- breaking and mending --------------------------------------------------------------------------------------------

must_run() {
    local node
    for node in "$@"; do
        is_running "$node" || fail "$node is not running in lab $lab." "Start it: lab/lab up $node"
    done
}

begin_for_nodes() {
    known_nodes "$@"
    needs_root
    lock_nodes "$@"
}

command_cut() {
    begin_for_nodes "$@"
    must_run "$@"
    side_by_side cut_data_link "$@"
}

command_mend() {
    begin_for_nodes "$@"
    must_run "$@"
    side_by_side mend_data_link "$@"
}

command_pause() {
    begin_for_nodes "$@"
    must_run "$@"
    side_by_side pause_machine "$@"
}

pause_machine() {
    touch "$run_dir/$1/paused"
    order "$1" stop
}

command_resume() {
    begin_for_nodes "$@"
    must_run "$@"
    side_by_side resume_machine "$@"
}

resume_machine() {
    order "$1" cont
    rm -f "$run_dir/$1/paused"
}

command_power_off() {
    begin_for_nodes "$@"
    side_by_side kill_machine "$@"
}

command_power_on() {
    begin_for_nodes "$@"
    needs_tools
    local node
    for node in "$@"; do
        has_disks "$node" || fail "$node has never run in lab $lab." "Make it: lab/lab up $node"
    done
    make_network
    [[ -e $(ssh_config) ]] || write_ssh_config
    side_by_side power_on "$@"
}

power_on() {
    if is_running "$1"; then return; fi
    start_machine "$1"
    wait_for_ssh "$1" "$boot_patience"
    set_clock "$1"
}
