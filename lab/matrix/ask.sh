# shellcheck shell=bash
# Has one client ask the primary once a second from now on and note in /tmp/answers when it was answered, for lab/matrix/facts.sh. Runs
# on the primary.
set -euo pipefail
cd /
pkill -f application_name=asking || true
date +%s >/tmp/answers
setsid nohup runuser -u postgres -- psql -XAtq 'dbname=postgres application_name=asking' \
    <<<'SELECT extract(epoch FROM clock_timestamp())::bigint \watch 1' >>/tmp/answers 2>/dev/null &
