# Start here: make help. What the longer commands do stands in tools/.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help run demo test drill check bench bench-full fix requirements clean

export FLASK_APP := curriculum_app
BIN := .venv/bin

help: ## list these commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 22

run: ## serve the site with demonstration people on http://localhost:5000 (PORT=, HOST=)
	@tools/run.sh

demo: ## make the demonstration people afresh, with today in the middle of their programme
	@tools/set-up.sh run
	@$(BIN)/flask database upgrade
	@$(BIN)/flask lessons load
	@$(BIN)/flask assessments load
	@$(BIN)/flask demo load

test: ## run every test on SQLite and on PostgreSQL, the browser's too (ARGS= goes to pytest)
	@tools/test.sh $(ARGS)

drill: ## hold the promises to the test in full size and write docs/drill.md (DRILLS= names only some)
	@tools/set-up.sh drill || true
	@$(BIN)/python tools/drill.py $(DRILLS)

check: ## lint, types, imports, known holes, generated pages: what CI runs beside the tests
	@tools/check.sh

bench: ## how fast it is, as ratios to the least that does the same work: 5,000 girls, SQLite, under ten minutes
	@tools/set-up.sh tests
	@$(BIN)/python -m benchmarks.run
	@$(BIN)/python -m benchmarks.forming

bench-full: ## the same with 300,000 girls on both databases (about half an hour), into benchmarks/results.md
	@tools/set-up.sh tests
	@$(BIN)/python -m benchmarks.run --full
	@$(BIN)/python -m benchmarks.forming --full

fix: ## lay out the code, mend what lint can, write the generated pages again
	@tools/set-up.sh tests
	@$(BIN)/ruff format --quiet .
	@$(BIN)/ruff check --quiet --fix .
	@$(BIN)/python tools/generate.py

requirements: ## pin the dependencies again, with hashes, from requirements*.in
	@tools/set-up.sh tests
	@set -e; for name in requirements requirements-dev tools/uv; do \
	  $(BIN)/uv pip compile -q --system-certs --upgrade --python-version 3.11 --no-header --no-annotate \
	    --generate-hashes $$name.in -o $$name.txt; done

clean: ## remove what the commands above have made, except the databases in instance/
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache instance/pictures
	@find . -name __pycache__ -not -path './.git/*' -prune -exec rm -rf {} +
