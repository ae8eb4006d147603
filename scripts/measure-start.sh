#!/bin/sh
# Prints how long `npm start` takes to its first answered query: on an empty folder, and again on the same one.
# Bounds: 15 s and 5 s.   usage: scripts/measure-start.sh [second starts]
set -eu
cd "$(dirname "$0")/.."
again=${1:-3}
data=$(mktemp -d "${TMPDIR:-/tmp}/originator-start-XXXXXX")
port=${PORT:-4917}
server=
cleanup() {
  [ -z "$server" ] || kill -TERM "$server" 2>/dev/null || true
  [ ! -f "$data/postgres-location" ] || rm -rf "$(cat "$data/postgres-location")"
  rm -rf "$data"
}
trap cleanup EXIT INT TERM

now() { node -p 'Date.now()'; }

measure() {
  token=$(DATA_DIR=$data npm run -s token -- --role admin --tenant acme)
  begin=$(now)
  PORT=$port DATA_DIR=$data npm start >"$data/output" 2>&1 &
  server=$!
  until grep -q 'Ctrl-C stops everything' "$data/output"; do
    kill -0 "$server" 2>/dev/null || { cat "$data/output" >&2; exit 1; }
    sleep 0.05
  done
  curl -sf -H "authorization: Bearer $token" -H 'content-type: application/json' \
    -d '{"query":"{ viewer { subject } }"}' "http://127.0.0.1:$port/graphql" >/dev/null
  echo "$1: $(($(now) - begin)) ms"
  kill -TERM "$server"
  wait "$server" || true
  server=
  # npm does not wait for what it has passed the signal on to.
  while [ -f "$data/postgres-owner" ]; do sleep 0.05; done
}

measure 'first start'
while [ "$again" -gt 0 ]; do
  measure 'second start'
  again=$((again - 1))
done
