#!/usr/bin/env bash
# Everything that is judged without running the program's tests. Each line says what it looks at; all of them run,
# and the end names those that failed.
set -uo pipefail
cd "$(dirname "$0")/.."
tools/set-up.sh tests || exit 1
export PATH="$PWD/.venv/bin:$PATH" FLASK_APP=curriculum_app

failed=()
look() { # look NAME COMMAND…
  local name=$1
  shift
  printf '== %s\n' "$name"
  "$@" </dev/null || failed+=("$name")
}

look "layout of the code" ruff format --check --quiet .
look "lint" ruff check --quiet .
look "types" mypy .
look "who may import whom" lint-imports --no-logo
look "risky calls" bandit -q -c pyproject.toml -r curriculum_app migrations config.py
look "known holes in dependencies" python tools/audit_dependencies.py requirements.txt
look "generated pages are fresh" python tools/generate.py --check

if [ ${#failed[@]} -gt 0 ]; then
  printf '\nNot in order: %s\n' "$(IFS=,; echo "${failed[*]}" | sed 's/,/, /g')"
  exit 1
fi
printf '\nAll in order.\n'
