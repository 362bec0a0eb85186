# shellcheck shell=bash
# Not a peer but the floor of all downtimes: the same server stopped and started, with nothing done between.
systemctl restart postgresql@17-main
