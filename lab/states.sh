# Commands that keep the state of the whole lab and bring it back.
# shellcheck shell=bash

state_name() {
    (($# == 1)) || wrong_usage "name one state, as in: lab/lab $command seeded"
    [[ $1 =~ ^[A-Za-z][A-Za-z0-9._-]{0,63}$ ]] ||
        wrong_usage "\"$1\" cannot be the name of a state: letters, digits and ._- only, beginning with a letter."
}

# All machines stand still while any of them is saved or loaded: what is under way between them (a replication
# connection) must be the same moment's on both ends.
command_save() {
    state_name "$@"
    [[ $1 != booted ]] || wrong_usage "the state \"booted\" is the one that up starts from; take another name."
    needs_root
    lock_lab
    local state=$1
    local -a nodes
    mapfile -t nodes < <(running_nodes)
    ((${#nodes[@]} > 0)) || fail "no machine is running in lab $lab." "Start them: lab/lab up"
    none_is_paused "${nodes[@]}"
    side_by_side close_connection "${nodes[@]}"
    side_by_side pause_machine "${nodes[@]}"
    local failed=0
    side_by_side save_machine "${nodes[@]}" || failed=1
    side_by_side resume_machine "${nodes[@]}"
    side_by_side answer_again "${nodes[@]}"
    return "$failed"
}

none_is_paused() {
    local node
    for node in "$@"; do
        [[ ! -e $run_dir/$node/paused ]] || fail "$node is paused, and a saved state is one of running machines." \
            "Let it go on first: lab/lab resume $node"
    done
}

save_machine() {
    order "$1" "savevm $state"
}

answer_again() {
    wait_for_ssh "$1" 60
    set_clock "$1"
}

command_restore() {
    state_name "$@"
    needs_tools
    lock_lab
    local state=$1 node
    local -a nodes=() others=()
    for node in "${all_nodes[@]}"; do
        has_disks "$node" || continue
        if has_state "$node" "$state"; then nodes+=("$node"); else others+=("$node"); fi
    done
    ((${#nodes[@]} > 0)) || fail "no machine of lab $lab has a state \"$state\"." "There are: $(command_saved | xargs)"
    make_network
    # A machine without this state was not running when it was saved. The others get a new QEMU: packets of the time
    # that is being undone may wait in a tap until its QEMU ends, and would fit the connections of the time restored.
    side_by_side kill_machine "${nodes[@]}" "${others[@]}"
    side_by_side load_machine "${nodes[@]}"
    side_by_side mend_data_link "${nodes[@]}"
    side_by_side resume_machine "${nodes[@]}"
    side_by_side answer_again "${nodes[@]}"
}

load_machine() {
    start_machine "$1" -S -loadvm "$state"
}

command_saved() {
    no_arguments "$@"
    local node
    for node in "${all_nodes[@]}"; do
        if has_disks "$node"; then saved_states "$node"; fi
    done | sort -u
}

# What another lab made and kept is made once and copied: disks are files, and a kept state is in them.
command_adopt() {
    (($# == 1)) || wrong_usage "name one lab, as in: lab/lab adopt test1"
    needs_tools
    local own=$lab node
    local -a theirs=()
    name_lab "$1"
    [[ $lab != "$own" ]] || wrong_usage "a lab cannot adopt its own machines."
    local source=$disk_dir
    lock "$runtime_dir/$lab.lock" --shared
    for node in "${all_nodes[@]}"; do
        has_disks "$node" || continue
        ! is_running "$node" || fail "$node of lab $lab is running." "Take it down first: ZSTANDBY_LAB=$lab lab/lab power-off $node"
        theirs+=("$node")
    done
    ((${#theirs[@]} > 0)) || fail "lab $lab has no machines."
    name_lab "$own"
    lock_lab
    remove_lab
    mkdir -p "$disk_dir"
    for node in "${theirs[@]}"; do cp -a --reflink=auto --sparse=always "$source/$node" "$disk_dir/$node"; done
    make_network
    write_ssh_config
}
