# What every part of the lab needs: names, places, messages, locks.
# shellcheck shell=bash

cache_dir=${XDG_CACHE_HOME:-${HOME:?is not set: the lab keeps its image in \$HOME/.cache}/.cache}/zstandby/lab
runtime_dir=${XDG_RUNTIME_DIR:-/run}/zstandby-lab
readonly cache_dir runtime_dir
readonly default_nodes=(alpha beta)

# node_number[alpha]=11: the last byte of the addresses. image/nodes is the one list of machines.
declare -A node_number
all_nodes=()
while read -r node number; do
    [[ $node == '#'* ]] && continue
    node_number[$node]=$number
    all_nodes+=("$node")
done <"$lab_source/image/nodes"
unset node number

fail() {
    printf 'error: %s\n' "$1" >&2
    (($# < 2)) || printf '%s\n' "${@:2}" >&2
    exit 1
}

wrong_usage() {
    printf 'error: %s\n' "$1" >&2
    printf 'All commands: lab/lab --help\n' >&2
    exit 2
}

note() {
    printf 'lab: %s\n' "$*" >&2
}

# Disks are big and sockets need short paths, so a lab lives in two directories.
name_lab() {
    [[ $1 =~ ^[a-z0-9][a-z0-9-]{0,29}$ ]] ||
        wrong_usage "ZSTANDBY_LAB is \"$1\": a lab's name has up to 30 small letters, digits and dashes."
    lab=$1
    run_dir=$runtime_dir/$lab
    disk_dir=$cache_dir/run/$lab
    namespace=zlab-$lab
}

known_node() {
    [[ -n ${node_number[${1:-}]:-} ]] || wrong_usage "there is no machine \"${1:-}\": the lab has ${all_nodes[*]}."
}

known_nodes() {
    (($# > 0)) || wrong_usage "name the machine: ${all_nodes[*]}."
    local node
    for node in "$@"; do known_node "$node"; done
}

no_arguments() {
    (($# == 0)) || wrong_usage "unexpected argument \"$1\"."
}

needs_root() {
    ((EUID == 0)) || fail "the lab makes network namespaces and taps, which only root may do." \
        "Run it as root, or with: sudo --preserve-env=ZSTANDBY_LAB,HOME,XDG_CACHE_HOME,XDG_RUNTIME_DIR lab/lab …"
}

# needs PROGRAM PACKAGE …
needs() {
    local missing=()
    while (($# > 0)); do
        command -v "$1" >/dev/null || missing+=("$1" "$2")
        shift 2
    done
    ((${#missing[@]} == 0)) && return
    local lines=() packages=() i
    for ((i = 0; i < ${#missing[@]}; i += 2)); do
        lines+=("  ${missing[i]}: Debian package ${missing[i + 1]}")
        packages+=("${missing[i + 1]}")
    done
    fail "programs that the lab needs are missing:" "${lines[@]}" "Install them: apt-get install ${packages[*]}"
}

# lock FILE [-s]: holds the lock until this process ends. Programs that outlive it must not inherit the descriptor,
# so they are started through without_locks.
lock_descriptors=()
lock() {
    open_lock "$1"
    flock --nonblock "${@:2}" "${lock_descriptors[-1]}" && return
    note "waiting for another command of the lab (lock $1)"
    flock "${@:2}" "${lock_descriptors[-1]}"
}

quiet_lock() {
    open_lock "$1"
    flock "${lock_descriptors[-1]}"
}

open_lock() {
    local descriptor
    mkdir -p "${1%/*}"
    exec {descriptor}>>"$1"
    lock_descriptors+=("$descriptor")
}

without_locks() (
    for descriptor in "${lock_descriptors[@]}"; do exec {descriptor}>&-; done
    exec "$@"
)

lock_lab() {
    lock "$runtime_dir/$lab.lock"
}

# Commands for different machines may run side by side, but not with one for the whole lab.
lock_nodes() {
    lock "$runtime_dir/$lab.lock" --shared
    local node
    for node in "${all_nodes[@]}"; do
        [[ " $* " == *" $node "* ]] && lock "$runtime_dir/$lab.$node.lock"
    done
    return 0
}

# side_by_side FUNCTION NODE…: runs FUNCTION NODE for all of them at once; fails when one fails, after all ended.
side_by_side() {
    local action=$1 node failed=0
    local -a children=()
    for node in "${@:2}"; do
        "$action" "$node" &
        children+=($!)
    done
    for child in "${children[@]}"; do
        wait "$child" || failed=1
    done
    return "$failed"
}
