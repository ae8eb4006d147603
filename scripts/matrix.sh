#!/usr/bin/env bash
# Tries the two commands of the README as a newcomer would: every supported Node with every supported npm, as root and as
# an ordinary user, in a fresh clone below a home folder that nobody else can enter, in an empty environment.
#
#   npm run matrix                 npm ci && npm test
#   npm run matrix -- --quick      npm ci && npm start, until the first query is answered, then Ctrl-C
#   npm run matrix -- --install    npm ci only
#
# NODES, NPMS and USERS narrow it: NODES="20.19 24" NPMS=11 USERS=root npm run matrix. It clones HEAD: commit first.
# Node and npm come from npm packages, so that nothing but the registry of the caller's own npm is asked. Exits non-zero
# when a cell failed, or when npm warned in one (an engine, an install script that it would not run).
set -uo pipefail

usage() { sed -n '2,/^$/s/^# \{0,1\}//p' "$(dirname "$0")/matrix.sh"; }

mode=test
case " $* " in
  *' --help '*) usage; exit 0 ;;
  '  ') ;;
  ' --quick ') mode=quick ;;
  ' --install ') mode=install ;;
  *) printf 'Unexpected: %s\n\n' "$*" >&2; usage >&2; exit 2 ;;
esac

nodes=${NODES:-20.19 22 24}
npms=${NPMS:-10 11}
# An ordinary user that exists everywhere: PostgreSQL wants a name for the one that it runs as.
ordinary=65534
if [ "$(id -u)" -eq 0 ]; then users=${USERS:-root user}; else users=self; fi

repository=$(git -C "$(dirname "$0")" rev-parse --show-toplevel) || exit 1
folder=$(mktemp -d "${TMPDIR:-/tmp}/originator-matrix.XXXXXX") || exit 1
chmod 755 "$folder"
keep_logs=
finish() {
  if [ -n "$keep_logs" ]; then
    find "$folder" -mindepth 1 -maxdepth 1 ! -name '*.log' -exec rm -rf {} +
    echo "logs: $folder"
  else
    rm -rf "$folder"
  fi
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# Where the caller's npm fetches from, and whom it trusts, is all that a cell inherits.
settings=("npm_config_registry=$(npm config get registry 2>/dev/null)" npm_config_update_notifier=false)
cafile=$(npm config get cafile 2>/dev/null)
if [ -f "$cafile" ]; then settings+=("npm_config_cafile=$cafile"); fi

platform=$(node -p 'process.platform + "-" + process.arch')
tools() {
  for version in $nodes; do
    npm install --silent --no-save --prefix "$folder/tools/node-$version" "node-$platform@$version" || return 1
  done
  for version in $npms; do
    npm install --silent --no-save --prefix "$folder/tools/npm-$version" "npm@$version" || return 1
  done
}

# programs <node> <npm> <bin>: a folder with that node, npm and npx, to lead the PATH.
programs() {
  mkdir -p "$3"
  ln -s "$folder/tools/node-$1/node_modules/node-$platform/bin/node" "$3/node"
  for name in npm npx; do
    printf '#!/bin/sh\nexec "%s/node" "%s/tools/npm-%s/node_modules/npm/bin/%s-cli.js" "$@"\n' \
      "$3" "$folder" "$2" "$name" >"$3/$name"
    chmod 755 "$3/$name"
  done
}

# What runs inside a cell, in the clone; $1 is the mode. Its last line of output is the verdict.
inside='
set -u
seconds() { node -p "Math.round(performance.timeOrigin / 1000)"; }
echo "node $(node -v), npm $(npm -v), uid $(id -u), $(pwd)"
begun=$(seconds)
if ! npm ci </dev/null >../ci.log 2>&1; then cat ../ci.log; echo "verdict: npm ci failed"; exit 1; fi
cat ../ci.log
warnings=$(grep -ciE "^npm warn" ../ci.log)
installed=$(( $(seconds) - begun ))
ends() { echo "verdict: $1 ($warnings npm warnings; npm ci ${installed} s, then $(( $(seconds) - begun - installed )) s)"; exit "$2"; }
if [ "$warnings" -ne 0 ]; then ends "npm warned" 1; fi
case $1 in
  install) ends "installed" 0 ;;
  test) if CI=true npm test </dev/null; then ends "tests passed" 0; else ends "npm test failed" 1; fi ;;
esac
port=$(node -e "const s = require(\"node:net\").createServer().listen(0, \"127.0.0.1\", () => { console.log(s.address().port); s.close() })")
# With job control it has a process group of its own and does not ignore the interrupt, as at a terminal.
set -m
PORT=$port npm start </dev/null >../start.log 2>&1 &
server=$!
set +m
answers() {
  TOKEN=$(npm run -s token -- --role admin --tenant acme 2>/dev/null) node --input-type=module -e "
    const answer = await fetch(\"http://127.0.0.1:$port/graphql\", {
      method: \"POST\",
      headers: { \"content-type\": \"application/json\", authorization: \"Bearer \" + process.env.TOKEN },
      body: JSON.stringify({ query: \"{ viewer { __typename } }\" }),
    });
    if ((await answer.json()).data?.viewer?.__typename === undefined) process.exit(1);
  " 2>/dev/null
}
tries=0
until node -e "fetch(\"http://127.0.0.1:$port/health/ready\").then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"; do
  tries=$((tries + 1))
  if [ "$tries" -gt 150 ] || ! kill -0 "$server" 2>/dev/null; then cat ../start.log; kill -INT -- "-$server" 2>/dev/null; wait "$server"; ends "npm start is not ready" 1; fi
  sleep 0.2
done
if ! answers; then cat ../start.log; kill -INT -- "-$server"; wait "$server"; ends "the first query is not answered" 1; fi
kill -INT -- "-$server"
wait "$server"
cat ../start.log
tries=0
while ps -eo pgid= | grep -qx " *$server"; do
  tries=$((tries + 1))
  if [ "$tries" -gt 50 ]; then ends "npm start left processes behind" 1; fi
  sleep 0.2
done
ends "started, answered, stopped" 0
'

# cell <node> <npm> <user>
cell() {
  local place="$folder/$1-$2-$3" owner=0 run=()
  mkdir -p "$place/home"
  chmod 755 "$place"
  programs "$1" "$2" "$place/bin"
  git clone -q --no-hardlinks "$repository" "$place/home/originator" || return 1
  if [ "$3" = user ]; then
    owner=$ordinary
    chown -R "$owner:$owner" "$place/home"
    run=(setpriv "--reuid=$owner" "--regid=$owner" --clear-groups)
  fi
  chmod 700 "$place/home"
  mkdir -p "$folder/cache-$3"
  if [ "$3" = user ]; then chown "$owner:$owner" "$folder/cache-$3"; fi
  # shellcheck disable=SC2016
  (cd "$place/home/originator" && "${run[@]}" env -i "HOME=$place/home" "PATH=$place/bin:/usr/bin:/bin" \
    "npm_config_cache=$folder/cache-$3" "${settings[@]}" bash -c "$inside" cell "$mode") >"$place.log" 2>&1
  local status=$? base
  # As root the cluster lies in a lasting folder, which a file of the data folder names.
  for file in "$place/home/originator/.data/"*; do
    if [ -f "$file" ] && IFS= read -r base <"$file"; then
      case $base in /var/tmp/originator-??????) rm -rf "$base" ;; esac
    fi
  done
  rm -rf "$place"
  return "$status"
}

echo "Fetching Node $nodes and npm $npms"
tools || { echo 'Node or npm could not be fetched' >&2; exit 1; }
failed=0
printf '%-8s %-5s %-5s %s\n' node npm as outcome
for node in $nodes; do
  for npm in $npms; do
    for user in $users; do
      if ! cell "$node" "$npm" "$user"; then failed=$((failed + 1)); keep_logs=yes; fi
      verdict=$(sed -n 's/^verdict: //p' "$folder/$node-$npm-$user.log" | tail -n 1)
      printf '%-8s %-5s %-5s %s\n' "$node" "$npm" "$user" "${verdict:-did not get that far}"
    done
  done
done
[ "$failed" -eq 0 ] || { echo "$failed cells failed" >&2; exit 1; }
