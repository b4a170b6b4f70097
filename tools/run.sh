#!/usr/bin/env bash
# Serves the site on this machine: set-up, migrations, lessons, demonstration people when there are none, then
# the web server and the worker side by side until Ctrl-C. HOST and PORT may be given.
set -euo pipefail
cd "$(dirname "$0")/.."
tools/set-up.sh run
export PATH="$PWD/.venv/bin:$PATH" FLASK_APP=curriculum_app
export HOST="${HOST:-127.0.0.1}" PORT="${PORT:-5000}"
export BASE_URL="${BASE_URL:-http://localhost:$PORT}"

python tools/ready.py

printf '\nOpen %s (Ctrl-C ends it)\n\n' "$BASE_URL"
gunicorn "curriculum_app:create_app()" --config tools/gunicorn.conf.py --bind "$HOST:$PORT" --log-level warning &
web=$!
flask work &
worker=$!
trap 'kill "$web" "$worker" 2>/dev/null || true; wait' EXIT
trap 'exit 0' INT TERM
wait -n "$web" "$worker" # whichever ends first takes the other with it
