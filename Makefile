# Two commands: `make demo` opens a filled product on this machine, `make test` runs all tests.
# They need Python 3.11 or newer and nothing else. Without make: docs/how-to/install-windows.md

PYTHON ?= python3
VENV   ?= .venv
BIN     = $(VENV)/bin
ARGS   ?=

.PHONY: demo test fast lint programs constraints clean

demo: $(VENV)/installed
	$(BIN)/counterpart demo $(ARGS)

# Everything that the continuous integration runs, in the same order.
test: programs $(VENV)/installed-for-tests lint
	$(BIN)/pytest -n 2 --dist worksteal
	COUNTERPART_TEST_DB=postgres $(BIN)/pytest -n 2 --dist worksteal -m "not browser" \
	  --ignore tests/staffing/engine --ignore tests/coverage_room/coverage_engine \
	  --ignore tests/published  # no database

# What one runs while writing: SQLite, without the browser and without the slow stories.
fast: $(VENV)/installed-for-tests
	$(BIN)/pytest -q -n 2 --dist worksteal -m "not browser and not slow" $(ARGS)

lint: $(VENV)/installed-for-tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Chromium for the browser tests, a real PostgreSQL, and gettext; only where we may install them.
programs:
	@./.ci/programs

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; name one: make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: $(VENV)/bin/python pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

$(VENV)/installed-for-tests: $(VENV)/bin/python pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[test]'
	@touch $(VENV)/installed $@

# The exact versions of everything, for every system, without any address (needs uv).
constraints:
	uv pip compile --quiet --universal --python-version 3.11 --no-header --no-annotate \
	  --no-emit-index-url --upgrade --extra test pyproject.toml -o constraints.txt

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find src -name __pycache__ -prune -exec rm -rf {} +
