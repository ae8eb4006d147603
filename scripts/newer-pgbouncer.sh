#!/usr/bin/env bash
# newer-pgbouncer.sh <folder>: puts Debian 13's PgBouncer (1.24) there with every library it needs, and prints the path of the
# program. Nothing is installed: the system's own libraries stay as they are. Takes apt and the archive that it is set up with.
set -euo pipefail
folder=$(cd "$1" && pwd)
chmod 755 "$folder"

archive=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Origin: Debian' 'Label: Debian' | sed -n 1p)
mkdir -p "$folder"/{apt/lists/partial,apt/cache/archives/partial,packages,root}
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $archive trixie main" >"$folder/apt/sources"
apt=(-q -o "Dir::Etc::sourcelist=$folder/apt/sources" -o Dir::Etc::sourceparts=/dev/null -o APT::Sandbox::User=root
  -o "Dir::State::lists=$folder/apt/lists" -o "Dir::Cache=$folder/apt/cache")
apt-get "${apt[@]}" update >&2

cd "$folder/packages"
needed=(pgbouncer libc6 libcares2 libevent-2.1-7t64 libpam0g libssl3t64 libsystemd0 libaudit1 libcap2 libcap-ng0 libzstd1 zlib1g)
apt-get "${apt[@]}" download "${needed[@]/%//trixie}" >&2
for package in *.deb; do dpkg-deb -x "$package" "$folder/root"; done

libraries=$(dirname "$(find "$folder/root" -name 'libc.so.6' | sed -n 1p)")
loader=$(find "$libraries" -name 'ld-linux*.so.*' | sed -n 1p)
printf '#!/bin/sh\nexec "%s" --library-path "%s" "%s" "$@"\n' "$loader" "$libraries" "$folder/root/usr/sbin/pgbouncer" >"$folder/pgbouncer"
chmod 755 "$folder/pgbouncer"
"$folder/pgbouncer" --version >&2
echo "$folder/pgbouncer"
