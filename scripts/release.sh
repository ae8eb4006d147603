#!/usr/bin/env bash
# Makes a release of what is here: the next version by the changesets, CHANGELOG.md with the SHA-256 of the verifier for
# auditors, the lock file, the released contract.
# Commit the result and tag it.
#
#   npm run release
set -euo pipefail

usage() { sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//p;}' "$(dirname "$0")/release.sh"; }

case " $* " in
  *' --help '*) usage; exit 0 ;;
  '  ') ;;
  *) printf 'Unexpected: %s\n\n' "$*" >&2; usage >&2; exit 2 ;;
esac

cd "$(dirname "${BASH_SOURCE[0]}")/.."

npx changeset version
npm install --package-lock-only --ignore-scripts --omit-lockfile-registry-resolved
npm run --silent schema:check -- --release
npx tsx scripts/verifier/build.ts --release
npm run --silent check
echo "Commit this as version $(node -p 'require("./package.json").version'), and tag it: npx changeset tag"
