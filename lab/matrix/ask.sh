# shellcheck shell=bash
# Has one client commit something on the primary once a second from now on, or only read, and note in /tmp/answers when it was
# answered, for lab/matrix/facts.sh. Runs on the primary. Argument: commit or read.
set -euo pipefail
case $1 in
    # In no table: a message in the WAL, which is on disk before the answer.
    commit) also=", pg_logical_emit_message(true, 'asking', '')" ;;
    read) also='' ;;
esac
cd /
pkill -f application_name=asking || true
date +%s >/tmp/answers
setsid nohup runuser -u postgres -- psql -XAtq -F ' ' 'dbname=postgres application_name=asking' \
    <<<"SELECT extract(epoch FROM clock_timestamp())::bigint$also \\watch 1" >>/tmp/answers 2>/dev/null &
