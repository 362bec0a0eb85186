# The network of a lab: a namespace of its own with two bridges, so that nothing on the host changes and two labs can
# have the same addresses.
# shellcheck shell=bash

in_namespace() {
    without_locks nsenter --net="/run/netns/$namespace" "$@"
}

make_network() {
    [[ -c /dev/net/tun ]] || fail "/dev/net/tun is missing, which connects the machines." "Load it: modprobe tun"
    ip netns pids "$namespace" >/dev/null 2>&1 || {
        # A name without a namespace is left behind when only part of the host's state survived.
        rm -f "/run/netns/$namespace"
        ip netns add "$namespace"
    }
    # Not on a kernel without IPv6, which has no such settings.
    in_namespace sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1 || true
    in_namespace ip link set dev lo up
    make_bridge control 10.77.1.1/24 52:54:00:77:01:01
    make_bridge data 10.77.0.1/24 52:54:00:77:00:01
}

# make_bridge NAME HOST_ADDRESS MAC: always the same MAC address, because saved machines remember it. One that remembers
# another does not find the host for half a minute.
make_bridge() {
    if ! in_namespace ip link show dev "$1" >/dev/null 2>&1; then
        in_namespace ip link add name "$1" address "$3" type bridge stp_state 0 forward_delay 0
    fi
    in_namespace ip address replace "$2" dev "$1"
    in_namespace ip link set dev "$1" up
}

# tap NETWORK NODE: the name of the machine's tap on a network; the kernel allows 15 characters.
tap() {
    printf '%s-%s' "${1:0:4}" "$2"
}

make_taps() {
    local network device
    for network in control data; do
        device=$(tap "$network" "$1")
        # One that exists stays as it is: a machine whose link is cut boots with its link cut.
        in_namespace ip link show dev "$device" >/dev/null 2>&1 && continue
        in_namespace ip tuntap add dev "$device" mode tap
        in_namespace ip link set dev "$device" master "$network" up
    done
}

# The tap goes down and not the guest's carrier: what a machine sees of a dead switch is silence.
cut_data_link() {
    in_namespace ip link set dev "$(tap data "$1")" down
}

mend_data_link() {
    in_namespace ip link set dev "$(tap data "$1")" up
}

data_link_is_cut() {
    ! in_namespace ip -oneline link show dev "$(tap data "$1")" up 2>/dev/null | grep -q .
}

remove_network() {
    [[ -e /run/netns/$namespace ]] || return 0
    ip netns delete "$namespace" 2>/dev/null || rm -f "/run/netns/$namespace"
}
