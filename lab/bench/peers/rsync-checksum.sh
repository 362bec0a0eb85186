# shellcheck shell=bash
# Without it rsync takes a file for the same whose size and time of change are: to the second, and both nodes wrote.
exec bash /root/bench/peers/rsync.sh --checksum
