#!/bin/sh
# Compiles src/ to dist/ for running: without checking types and without declarations, which `npm run build` does and
# which take twice as long; not at all when nothing has changed. Where there is no compiler, as in an installation
# without development dependencies, what was compiled before runs.
set -eu
cd "$(dirname "$0")/.."
compiler=node_modules/typescript/bin/tsc
stamp=dist/.built
lock=dist/.building

is_current() {
  [ -f dist/main.js ] && [ -f "$stamp" ] &&
    [ -z "$(find src tsconfig.json tsconfig.build.json package-lock.json -newer "$stamp" | head -n 1)" ]
}

if is_current; then exit 0; fi

if [ ! -f "$compiler" ]; then
  if [ -f dist/main.js ]; then
    echo 'There is no compiler here to bring dist/ up to src/, so dist/ runs as it is; "npm ci && npm run build" brings it up.' >&2
    exit 0
  fi
  echo 'There is neither a compiled program in dist/ nor a compiler to make it: run "npm ci" without omitting development dependencies, or install what "npm run package" makes.' >&2
  exit 1
fi

# Several commands may begin at once: one compiles, the others wait. A lock that was left behind is not waited for.
mkdir -p dist
until mkdir "$lock" 2>/dev/null; do
  if [ -n "$(find "$lock" -maxdepth 0 -mmin +2 2>/dev/null)" ]; then rmdir "$lock" 2>/dev/null || true; fi
  sleep 0.1
done
trap 'rm -f "$stamp.new"; rmdir "$lock" 2>/dev/null' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
if is_current; then exit 0; fi

# What changes while it is compiled is newer than the stamp.
touch "$stamp.new"
node "$compiler" -p tsconfig.build.json --noCheck --declaration false --tsBuildInfoFile dist/.running.tsbuildinfo
mv "$stamp.new" "$stamp"
