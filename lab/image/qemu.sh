# How QEMU is called. This file is part of the image, because a machine's saved state fits only the hardware with which
# it was saved.
# shellcheck shell=bash

# hardware ACCELERATOR: prints the arguments, one a line.
hardware() {
    case $1 in
        kvm) printf '%s\n' -accel kvm -cpu max ;;
        # cx16 crashes Linux under QEMU 7.2 (a fault of its translator), and so does a second processor.
        tcg) printf '%s\n' -accel tcg,thread=multi -cpu Westmere,-cx16 ;;
    esac
    printf '%s\n' -machine q35 -smp 1 -m 2048 -nodefaults -no-user-config -display none \
        -device virtio-rng-pci
}

# disk ID FILE
disk() {
    # What a host's crash does to the lab's disks is of no interest, and flushing them costs minutes a day.
    printf '%s\n' -drive "if=none,id=$1,file=${2//,/,,},format=qcow2,cache=unsafe" \
        -device "virtio-blk-pci,drive=$1,serial=$1"
}

# interface NETWORK SUBNET NUMBER TAP: the MAC address is what the image knows the interface by (see configure).
interface() {
    printf '%s\n' -netdev "tap,id=$1,ifname=$4,script=no,downscript=no" \
        -device "virtio-net-pci,netdev=$1,romfile=,mac=$(printf '52:54:00:77:%02x:%02x' "$2" "$3")"
}

# kernel DIRECTORY PARAMETER…
# norandmaps: QEMU translates a program's code anew for each address it is mapped at, which is most of what starting a process
# costs on an emulated processor; without random addresses every process after the first starts in half the time.
kernel() {
    printf '%s\n' -kernel "$1/vmlinuz" -initrd "$1/initrd" \
        -append "root=/dev/vda rootfstype=ext4 rw console=ttyS0 quiet mitigations=off norandmaps fsck.mode=skip nowatchdog ${*:2}"
}
