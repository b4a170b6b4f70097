#!/usr/bin/env bash
# Makes .venv hold exactly what the requirement files pin, and asks Debian for what pip cannot bring.
#   tools/set-up.sh run     what the program needs
#   tools/set-up.sh tests   also what tests and checks need, a browser included
#   tools/set-up.sh drill   also the witness of system calls that `make drill` counts syncs with
# Run again it is done in a blink: a copy of each file it installed lies in .venv and is compared.
set -euo pipefail
cd "$(dirname "$0")/.."
export PIP_DISABLE_PIP_VERSION_CHECK=1

say() { printf '%s\n' "$*" >&2; }

debian() { # debian PACKAGE…: install it, or say what to do
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    say "Installing $* with apt-get"
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"; } \
      </dev/null >/dev/null
  else
    say "Please install: $*"
    return 1
  fi
}

make_venv() {
  # Without python3-venv Debian fails after making the folder; a half-made one has no pip.
  if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
    rm -rf .venv
    say "Making .venv"
    python3 -m venv .venv 2>/dev/null || { rm -rf .venv && debian python3-venv && python3 -m venv .venv; }
  fi
}

install_pinned() { # install_pinned FILE: by uv in seconds, or by pip in half a minute
  local installed=".venv/installed-$1"
  cmp -s "$1" "$installed" && return
  say "Installing $1"
  [ -x .venv/bin/uv ] || .venv/bin/pip install -q --require-hashes -r tools/uv.txt 2>/dev/null || true
  .venv/bin/uv pip install -q --system-certs --python .venv/bin/python --require-hashes -r "$1" 2>/dev/null ||
    .venv/bin/pip install -q --require-hashes -r "$1"
  cp "$1" "$installed"
}

find_browser() {
  if [ -z "${CHROMIUM:-}" ] && ! command -v chromium >/dev/null; then debian chromium; fi
  # Playwright brings its own Node, which needs this one library that a small Debian lacks.
  if ! /sbin/ldconfig -p | grep -q libatomic.so.1; then debian libatomic1; fi
}

make_venv
install_pinned requirements.txt
if [ "${1:-run}" = tests ]; then
  install_pinned requirements-dev.txt
  find_browser
  # The witness of system calls by which a drill counts syncs; without it two of the suite's tests cannot be run.
  command -v strace >/dev/null || debian strace
fi
if [ "${1:-run}" = drill ]; then
  install_pinned requirements-dev.txt
  command -v strace >/dev/null || debian strace
fi
