# ssh to the machines. Each machine has one connection, opened on its own and then used by all commands; opening one
# takes about a second in an emulated machine, using it some hundredths.
# shellcheck shell=bash

ssh_config() {
    printf '%s/ssh_config' "$run_dir"
}

connection() {
    printf '%s/%s.ssh' "$run_dir" "$1"
}

write_ssh_config() {
    local node
    mkdir -p "$run_dir"
    for node in "${all_nodes[@]}"; do
        # The network is private to the lab and its machines are made anew all the time: host keys prove nothing here.
        cat <<END
Host $node
  HostName 10.77.1.${node_number[$node]}
  User root
  IdentityFile "$disk_dir/$node/image/id_ed25519"
  IdentityAgent none
  IdentitiesOnly yes
  StrictHostKeyChecking no
  UserKnownHostsFile /dev/null
  GlobalKnownHostsFile /dev/null
  LogLevel ERROR
  BatchMode yes
  KexAlgorithms curve25519-sha256
  Ciphers aes128-gcm@openssh.com
  ConnectTimeout 10
  ServerAliveInterval 15
  ServerAliveCountMax 8
  ControlPath "$(connection "$node")"
  ControlMaster no
  ProxyCommand nsenter --net=/run/netns/$namespace socat STDIO TCP:%h:%p,nodelay,connect-timeout=10

END
    done >"$(ssh_config).new"
    mv "$(ssh_config).new" "$(ssh_config)"
}

# The connection is a process of its own, detached from every descriptor: one made on the side by the first command
# would keep that command's standard error open, and whoever reads it waiting for ever.
open_connection() {
    without_locks ssh -F "$(ssh_config)" -o ControlMaster=yes -o ControlPersist=yes -fN "$1" \
        </dev/null >/dev/null 2>&1
}

close_connection() {
    [[ -S $(connection "$1") ]] || return 0
    ssh -F "$(ssh_config)" -O exit "$1" >/dev/null 2>&1 || true
    rm -f "$(connection "$1")"
}

# Two first commands at the same time must not open two connections.
ensure_connection() {
    [[ -S $(connection "$1") ]] && return
    (
        quiet_lock "$runtime_dir/$lab.$1.ssh.lock"
        [[ -S $(connection "$1") ]] || open_connection "$1"
    )
}

# remote NODE COMMAND: for the lab's own use, without standard input.
remote() {
    ssh -n -F "$(ssh_config)" "$@"
}

# wait_for_ssh NODE SECONDS
wait_for_ssh() {
    local node=$1 end=$((SECONDS + $2))
    until ensure_connection "$node"; do
        is_running "$node" || fail "$node ended while it was awaited." \
            "Its last words:" "$(console_tail "$node" 15)"
        ((SECONDS < end)) || fail "$node does not answer by ssh after $2 seconds." \
            "Its last words (all of them: lab/lab console $node):" "$(console_tail "$node" 15)"
        sleep 0.3
    done
}

set_clock() {
    remote "$1" "date --utc --set=@$EPOCHREALTIME >/dev/null"
}
