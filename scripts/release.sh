#!/usr/bin/env bash
# Makes a release of what is here: the next version by the changesets, CHANGELOG.md, the lock file, the released contract.
# Commit the result and tag it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

npx changeset version
npm install --package-lock-only --ignore-scripts --omit-lockfile-registry-resolved
npm run --silent schema:check -- --release
npm run --silent check
echo "Commit this as version $(node -p 'require("./package.json").version'), and tag it: npx changeset tag"
