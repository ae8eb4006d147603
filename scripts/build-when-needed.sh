#!/bin/sh
# Compiles src/ to dist/, the console to dist/console and GraphiQL to dist/graphiql, for running: without checking types and without declarations,
# which `npm run build` does and which take twice as long; not at all when nothing has changed. Where there is no compiler, as in an installation
# without development dependencies, what was compiled before runs.
set -eu
cd "$(dirname "$0")/.."
compiler=node_modules/typescript/bin/tsc
stamp=dist/.built
lock=dist/.building

bundler=node_modules/vite/bin/vite.js
page=dist/console/index.html
graphiql=dist/graphiql/index.html

is_compiled() {
  [ -f dist/main.js ] && [ -f "$stamp" ] &&
    [ -z "$(find src tsconfig.json tsconfig.build.json package-lock.json -path src/console -prune -o -path src/dev/graphiql/page -prune -o -newer "$stamp" -print | head -n 1)" ]
}

# The pages are built by another program; where that is missing, they say so.
is_console_built() {
  [ ! -f "$bundler" ] ||
    { [ -f "$page" ] &&
      [ -z "$(find src/console src/client src/ledger src/audit scripts/client scripts/verifier vite.config.ts package-lock.json -newer "$page" | head -n 1)" ]; }
}

is_graphiql_built() {
  [ ! -f "$bundler" ] ||
    { [ -f "$graphiql" ] &&
      [ -z "$(find src/dev/graphiql/page vite.graphiql.config.ts package-lock.json -newer "$graphiql" | head -n 1)" ]; }
}

is_current() { is_compiled && is_console_built && is_graphiql_built; }

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

if ! is_compiled; then
  # What changes while it is compiled is newer than the stamp.
  touch "$stamp.new"
  node "$compiler" -p tsconfig.build.json --noCheck --declaration false --tsBuildInfoFile dist/.running.tsbuildinfo
  mv "$stamp.new" "$stamp"
fi
if ! is_console_built; then node "$bundler" build --logLevel warn; fi
if ! is_graphiql_built; then node "$bundler" build --config vite.graphiql.config.ts --logLevel warn; fi
