#!/bin/sh
# Runs a command on a throw-away PostgreSQL cluster made by an installed version, named to it by TEST_DATABASE_URL:
#
#   scripts/with-postgres.sh <bindir> <command...>
#
# where <bindir> holds that version's initdb and postgres. The cluster listens on a Unix socket only, and is removed at
# the end. As root its programs run as the unprivileged user 65534, because PostgreSQL refuses root.
set -eu

if [ $# -lt 2 ]; then
  echo "usage: $0 <bindir> <command...>" >&2
  exit 64
fi
bindir=$1
shift

folder=$(mktemp -d /tmp/originator-pg.XXXXXX)
server=

if [ "$(id -u)" -eq 0 ]; then
  chown 65534:65534 "$folder"
fi

as_postgres() {
  cd "$folder"
  if [ "$(id -u)" -ne 0 ]; then
    exec "$@"
  elif command -v setpriv >/dev/null; then
    exec setpriv --reuid=65534 --regid=65534 --clear-groups "$@"
  else
    exec su nobody -s /bin/sh -c 'exec "$0" "$@"' -- "$@"
  fi
}

finish() {
  status=$?
  trap - EXIT
  if [ -n "$server" ]; then
    # The first line of the lock file is the server's own number: through su the shell knows another one.
    kill -INT "$(head -n 1 "$folder/data/postmaster.pid" 2>/dev/null || echo "$server")" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
  fi
  rm -rf "$folder"
  exit "$status"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

if ! (as_postgres "$bindir/initdb" -D "$folder/data" -U postgres --auth=trust -E UTF8 --locale=C.UTF-8 --no-sync) \
  >"$folder/initdb.log" 2>&1; then
  cat "$folder/initdb.log" >&2
  exit 1
fi

: >"$folder/server.log"
(as_postgres "$bindir/postgres" -D "$folder/data" -k "$folder" -c listen_addresses= -c port=5432 \
  -c max_connections=200 -c fsync=off -c synchronous_commit=off -c full_page_writes=off) \
  >>"$folder/server.log" 2>&1 </dev/null &
server=$!

attempts=0
until grep -q '^ready' "$folder/data/postmaster.pid" 2>/dev/null; do
  attempts=$((attempts + 1))
  if [ "$attempts" -gt 300 ] || ! kill -0 "$server" 2>/dev/null; then
    cat "$folder/server.log" >&2
    exit 1
  fi
  sleep 0.1
done

TEST_DATABASE_URL="postgres://postgres@localhost:5432/postgres?host=$folder" "$@"
