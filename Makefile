# Samenspel. `make` lists the targets; `make run` and `make test` are the two that matter.
# Needs only make and Python 3.11 or newer; everything else goes into .venv.

.DEFAULT_GOAL := help
.PHONY: help run test test-all bench lint types format contracts lock clean venv

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.up-to-date

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(STAMP) ## start the platform, load the demo season, show its totals; Ctrl-C stops it
	@$(BIN)/samenspel run

test: $(STAMP) ## the tests, without the ones that take minutes
	@$(BIN)/python -m pytest -q -m "not slow"

test-all: $(STAMP) ## all tests, with the long matrix of faults
	@$(BIN)/python -m pytest -q

bench: $(STAMP) ## the platform beside a bare loop: a table and a picture
	@$(BIN)/python -m tests.bench
	@$(BIN)/python -m tests.bench.deciding
	@$(BIN)/python -m tests.bench.lookup
	@$(BIN)/python -m tests.bench.renewals
	@$(BIN)/python -m tests.bench.ledger
	@$(BIN)/python -m tests.bench.yearly

lint: $(STAMP) ## format, rules and import arrows
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/lint-imports
	@$(BIN)/samenspel contracts check

types: $(STAMP) ## mypy, strict
	@$(BIN)/mypy

format: $(STAMP) ## rewrite the code in the one format
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

contracts: $(STAMP) ## write schema.graphql, AsyncAPI and the JSON Schemas anew
	@$(BIN)/samenspel contracts export

COMPILE := $(BIN)/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 \
	--generate-hashes --no-header --no-annotate

lock: $(STAMP) ## resolve pyproject.toml into the lock files; versions move only where they must
	@$(COMPILE) --all-extras -o requirements.lock
	@$(COMPILE) -c requirements.lock -o deploy/image/requirements.lock

clean: ## stop the platform, delete its data, the caches and .venv
	@if [ -x $(BIN)/samenspel ]; then $(BIN)/samenspel down; fi
	rm -rf .samenspel $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	rm -rf build dist *.egg-info
	find services deploy tests -name __pycache__ -type d -prune -exec rm -rf {} +

venv: $(STAMP) ## only make .venv

# The stamp comes last: an installation that was cut off is taken up again.
$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed: make PYTHON=python3.12 …" >&2; exit 1; }
	@echo "Preparing $(VENV): about a minute the first time"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --disable-pip-version-check --require-hashes \
		-r requirements.lock
	@$(BIN)/python -m pip install --disable-pip-version-check --quiet --no-deps --editable .
	@touch $(STAMP)
