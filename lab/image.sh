# The cache: an image, and machines that were booted from it once.
#
#   <key>/image/                      base.qcow2, vmlinuz, initrd, id_ed25519; made by image/build
#   <key>/booted-<hardware>/<node>/   root.qcow2 with the saved state "booted", tank.qcow2, spare.qcow2
#   accelerator-<host>                kvm or tcg: what was found to work on this kind of host
#   run/<lab>/<node>/                 the disks of a running lab
#
# The key stands for all files in lab/image. Everything is built under another name and then renamed, so what has its
# name is whole.
# shellcheck shell=bash

# Raise it when the image must be made anew although no file in lab/image changed.
readonly image_version=1
readonly tank_size=12G spare_size=4G
# An emulated machine boots in half a minute to a minute on an idle host.
readonly boot_patience=300

image_key() {
    (
        cd "$lab_source/image" || exit
        echo "$image_version"
        find . -type f ! -name '*~' -print0 | sort -z | xargs -0 sha256sum
    ) | sha256sum | cut -c 1-16
}

# Sets key_dir and image_dir.
find_image() {
    key_dir=$cache_dir/$(image_key)
    image_dir=$key_dir/image
}

# build_missing NODE…: makes what is missing of the image and of the machines booted from it.
build_missing() {
    find_image
    if everything_is_built "$@"; then return; fi
    needs qemu-system-x86_64 qemu-system-x86 qemu-img qemu-utils mmdebstrap mmdebstrap socat socat mkfs.ext4 e2fsprogs
    [[ $(uname -m) == x86_64 ]] || fail "the image can be built on amd64 only, and this is $(uname -m)."
    [[ -e /usr/share/keyrings/debian-archive-keyring.gpg ]] ||
        fail "the keys that Debian's archive is signed with are missing." \
            "Install them: apt-get install debian-archive-keyring"
    lock "$cache_dir/build.lock"
    [[ -d $image_dir ]] || build_image
    find_accelerator
    boot_missing_templates "$@"
    remove_old_images
}

everything_is_built() {
    [[ -d $image_dir && -e $(accelerator_file) ]] || return 1
    local node templates
    templates=$(templates_dir)
    for node in "$@"; do
        [[ -d $templates/$node ]] || return 1
    done
}

build_image() {
    note "building the image in $key_dir (about ten minutes)"
    rm -rf --one-file-system "$cache_dir"/building.*
    mkdir -p "$key_dir" "$cache_dir/building.image"
    # It inherits the lock: should this process be killed, nobody starts a second build beside the first.
    "$lab_source/image/build" "$cache_dir/building.image"
    mv "$cache_dir/building.image" "$image_dir"
}

# --- which accelerator -------------------------------------------------------------------------------------------------

# /dev/kvm can be there and still hang the guest's kernel without a word, so the answer is found by booting, once per
# kind of host.
accelerator_file() {
    printf '%s/accelerator-%s' "$cache_dir" "$(host_kind)"
}

host_kind() {
    {
        uname -r
        qemu-system-x86_64 --version
        grep -m 2 -E '^(model name|flags)' /proc/cpuinfo
        if kvm_is_there; then echo kvm; fi
    } | sha256sum | cut -c 1-12
}

kvm_is_there() {
    [[ -c /dev/kvm && -r /dev/kvm && -w /dev/kvm ]]
}

find_accelerator() {
    [[ ! -e $(accelerator_file) ]] || return 0
    if kvm_is_there && kvm_works; then
        remember_accelerator kvm
    else
        remember_accelerator tcg
    fi
}

remember_accelerator() {
    note "accelerator: $1"
    echo "$1" >"$(accelerator_file)"
}

kvm_works() {
    local probe=$cache_dir/building.probe
    rm -rf "$probe"
    mkdir -p "$probe"
    overlay "$probe/root.qcow2"
    note "trying KVM (up to 40 seconds)"
    local -a arguments
    mapfile -t arguments < <(hardware kvm; disk root "$probe/root.qcow2"
        kernel "$image_dir" init=/usr/local/sbin/zlab-probe)
    without_locks timeout --kill-after=5 40 qemu-system-x86_64 "${arguments[@]}" -no-reboot \
        -serial "file:$probe/console" </dev/null >/dev/null 2>&1 || true
    local result=1
    if grep -q 'zlab-probe: user space reached' "$probe/console" 2>/dev/null; then result=0; fi
    rm -rf "$probe"
    return "$result"
}

# --- machines that were booted once ------------------------------------------------------------------------------------

# A saved state fits only the QEMU and, under KVM, the processor that it was saved with.
templates_dir() {
    local accelerator hardware
    accelerator=$(cat "$(accelerator_file)")
    hardware=$({
        qemu-system-x86_64 --version
        [[ $accelerator == tcg ]] || host_kind
    } | sha256sum | cut -c 1-12)
    printf '%s/booted-%s-%s' "$key_dir" "$accelerator" "$hardware"
}

boot_missing_templates() {
    local node templates status
    local -a wanted=()
    templates=$(templates_dir)
    for node in "$@"; do
        [[ -d $templates/$node ]] || wanted+=("$node")
    done
    ((${#wanted[@]} > 0)) || return 0
    # Not in a condition, in which bash would go on after an error.
    set +e
    (set -e; boot_templates "$templates" "${wanted[@]}")
    status=$?
    set -e
    ((status != 0)) || return 0
    [[ $(cat "$(accelerator_file)") == kvm ]] || exit "$status"
    note "KVM is not good enough"
    remember_accelerator tcg
    boot_missing_templates "$@"
}

# boot_templates DIRECTORY NODE…: in a lab of its own, so that it can run beside any other. Its name stands for the
# cache, whose lock is held: what is found under it was left behind by a build that was killed.
boot_templates() {
    local templates=$1 node
    shift
    note "booting $* for the first time (about a minute)"
    name_lab "build-$(sha256sum <<<"$cache_dir" | cut -c 1-12)"
    remove_lab
    trap remove_lab EXIT
    make_network
    write_ssh_config
    for node in "$@"; do make_empty_disks "$node"; done
    side_by_side boot_template "$@"
    mkdir -p "$templates"
    for node in "$@"; do
        rm -f "$disk_dir/$node/image"
        mv "$disk_dir/$node" "$templates/$node"
    done
}

make_empty_disks() {
    local home=$disk_dir/$1
    mkdir -p "$home"
    overlay "$home/root.qcow2"
    qemu-img create -q -f qcow2 "$home/tank.qcow2" "$tank_size"
    qemu-img create -q -f qcow2 "$home/spare.qcow2" "$spare_size"
    cp "$(accelerator_file)" "$home/accelerator"
    ln -s "$key_dir/image" "$home/image"
    touch "$home/complete"
}

overlay() {
    qemu-img create -q -f qcow2 -F qcow2 -b "$image_dir/base.qcow2" "$1"
}

boot_template() {
    local node=$1
    start_machine "$node"
    wait_for_ssh "$node" "$boot_patience"
    settle "$node"
    close_connection "$node"
    order "$node" stop
    order "$node" 'savevm booted'
    kill_machine "$node"
}

# What is in the page cache would be part of every saved state.
settle() {
    local state
    state=$(remote "$1" systemctl is-system-running --wait) || true
    [[ $state == running ]] || fail "$1 has not booted cleanly: systemd calls it \"$state\". Failed units:" \
        "$(remote "$1" systemctl list-units --failed --plain --no-legend || true)"
    set_clock "$1"
    remote "$1" 'sync; echo 3 >/proc/sys/vm/drop_caches'
}

# copy_template NODE: gives a machine of this lab its disks.
copy_template() {
    local home=$disk_dir/$1 template
    template=$(templates_dir)/$1
    rm -rf "$home" "$home.new"
    mkdir -p "$disk_dir"
    cp -r --sparse=always --reflink=auto "$template" "$home.new"
    ln -s "$image_dir" "$home.new/image"
    mv "$home.new" "$home"
}

# --- room ----------------------------------------------------------------------------------------------------------------

remove_old_images() {
    local candidate
    for candidate in "$cache_dir"/????????????????/; do
        candidate=${candidate%/}
        [[ $candidate == "$key_dir" ]] && continue
        image_is_in_use "$candidate" && continue
        note "removing the old image $candidate"
        rm -rf --one-file-system "$candidate"
    done
}

image_is_in_use() {
    local link
    for link in "$cache_dir"/run/*/*/image; do
        [[ $(readlink "$link") == "$1/"* ]] && return 0
    done
    return 1
}
