#!/usr/bin/env bash
# The whole suite, journeys in a real browser included, on SQLite and then on PostgreSQL. Both run even when the
# first fails; the status is 0 only when both passed. Arguments go to pytest: tools/test.sh tests/attendance
set -uo pipefail
cd "$(dirname "$0")/.."
tools/set-up.sh tests || exit 1
export PATH="$PWD/.venv/bin:$PATH"

failed=()
for database in sqlite postgresql; do
  printf '\n== The suite on %s\n' "$database"
  TEST_DATABASE=$database python -m pytest -q -n "${WORKERS:-2}" --dist worksteal "$@" </dev/null || failed+=("$database")
done

if [ ${#failed[@]} -gt 0 ]; then
  printf '\nThe suite failed on: %s\n' "${failed[*]}"
  exit 1
fi
printf '\nThe suite passed on SQLite and on PostgreSQL.\n'
