# Heard: every task of the project. `make help` prints this list.
.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
# uv is many times faster than pip; where it cannot reach the packages, pip with its own settings can.
install = @VIRTUAL_ENV=.venv $(BIN)/uv pip install --quiet --require-hashes --no-deps -r requirements/$(1).txt \
	|| $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements/$(1).txt
export HEARD_TEST_DATABASE ?=

##@ Try it
.PHONY: help setup run demo
help: ## Print this list
	@awk 'BEGIN {FS = ":.*## "} /^##@/ {printf "\n%s\n", substr($$0, 5)} /^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: .venv/ready ## Make .venv with everything pinned by hash; starts nothing
.venv/uv: requirements/install.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/install.txt
	@touch .venv/uv
.venv/ready: requirements/run.txt .venv/uv
	$(call install,run)
	@touch .venv/ready

run: setup ## Set up, migrate, load the demonstration, serve on http://127.0.0.1:8000
	$(BIN)/python -m app migrate
	$(BIN)/python -m app demo
	$(BIN)/python -m app serve

##@ Prove it
.PHONY: tools browser test test-sqlite test-postgresql check bench audit
tools: .venv/tools ## Add the tools of tests and checks to .venv
.venv/tools: requirements/test.txt .venv/uv
	$(call install,test)
	@touch .venv/tools .venv/ready

browser: tools ## Find a Chromium, or install one when allowed to
	@$(BIN)/python -m tests.support.chromium

test: tools browser check ## Everything: checks, both databases, browser journeys
	$(BIN)/python -m tests.run

test-sqlite: tools ## The tests without a browser, on SQLite
	HEARD_TEST_DATABASE=sqlite $(BIN)/python -m pytest -q -n 2 -m "not browser and not audit"

test-postgresql: tools ## The tests without a browser, on PostgreSQL
	HEARD_TEST_DATABASE=postgresql $(BIN)/python -m pytest -q -n 2 -m "not browser and not audit"

check: tools ## Style, types, floors, templates, catalogue
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint --quiet --lint templates --extension html
	$(BIN)/python -m tests.catalogue check

bench: tools ## Measure pages and saves; the figures stand in docs/benchmarks.md
	$(BIN)/python -m tests.bench

audit: tools browser ## The slow proofs
	$(BIN)/python -m pytest -q -m audit

##@ Work on it
.PHONY: format messages migration lock
format: tools ## Format code and templates
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

messages: tools ## Write every text of the code into locales/portal.pot and the catalogues
	$(BIN)/python -m tests.catalogue update

migration: tools ## Write a migration from the tables: make migration name=what_changes
	$(BIN)/python -m tests.new_migration "$(name)"

lock: tools ## Pin the newest versions of what pyproject.toml names, with hashes
	echo uv | $(BIN)/uv pip compile - --upgrade --generate-hashes --no-emit-index-url --no-annotate --no-header -q -o requirements/install.txt
	$(BIN)/uv pip compile pyproject.toml --upgrade --generate-hashes --no-emit-index-url --no-annotate --no-header -q -o requirements/run.txt
	$(BIN)/uv pip compile pyproject.toml --upgrade --all-extras --generate-hashes --no-emit-index-url --no-annotate --no-header -q -o requirements/scale.txt
	$(BIN)/uv pip compile pyproject.toml --upgrade --group test --group check --generate-hashes --no-emit-index-url --no-annotate --no-header -q -o requirements/test.txt
