#!/usr/bin/env bash
# Installs what is missing for `build` and `test`: Debian packages where we may (root, or sudo without a password).
# Where we may not, names everything that is missing in one line and stops.
set -euo pipefail

missing=()
lacks() { ! command -v "$1" >/dev/null 2>&1; }
want() { missing+=("$1"); }

has_postgres() {
  local folder
  for folder in /usr/lib/postgresql/*/bin ${PATH//:/ }; do
    [[ -x $folder/initdb && -x $folder/postgres && -x $folder/createdb && -x $folder/pg_isready ]] && return 0
  done
  return 1
}

# Rust and Node come with the machine: they are not ours to choose.
by_hand=()
lacks cargo && by_hand+=("Rust (https://rustup.rs)")
lacks node && by_hand+=("Node.js 20 or newer (https://nodejs.org)")
if ! lacks node && ! node -e 'process.exit(Number(process.versions.node.split(".")[0]) < 20 ? 1 : 0)'; then
  by_hand+=("Node.js 20 or newer (this is $(node --version))")
fi
lacks npm && by_hand+=("npm (Debian package npm)")
if ((${#by_hand[@]})); then
  printf -v all '%s; ' "${by_hand[@]}"
  echo "Missing: ${all%; }" >&2
  exit 1
fi

for part in "$@"; do
  case $part in
    build)
      if lacks cc; then want build-essential; fi
      ;;
    test)
      if ! has_postgres; then want postgresql; fi
      if lacks runuser; then want util-linux; fi
      if [[ -z ${CHROMIUM:-} ]] && lacks chromium && lacks chromium-browser && lacks google-chrome; then
        want chromium
        want fonts-liberation
      fi
      ;;
    *) echo "setup: unknown part $part" >&2; exit 2 ;;
  esac
done
((${#missing[@]})) || exit 0

if [[ $(id -u) == 0 ]]; then
  as_root=()
elif sudo -n true 2>/dev/null; then
  as_root=(sudo -n)
else
  echo "Missing Debian packages: ${missing[*]} — install them with: sudo apt-get install ${missing[*]}" >&2
  exit 1
fi
if lacks apt-get; then
  echo "Missing programs of these Debian packages: ${missing[*]} — install them by this system's own means" >&2
  exit 1
fi
echo "Installing ${missing[*]}"
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
