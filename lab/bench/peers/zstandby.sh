# shellcheck shell=bash
zstandby reset --confirm beta
