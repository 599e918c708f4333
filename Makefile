PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
UV     := $(BIN)/uv
export UV_PYTHON := $(abspath $(BIN))/python
export UV_PYTHON_DOWNLOADS := never
# The machine's own certificates, as pip: many networks look into TLS with one of their own.
export UV_SYSTEM_CERTS := 1
# Python compiles what it reads once, and not anew for each program that a test starts.
unexport PYTHONDONTWRITEBYTECODE
# Where tests write: in memory, if 4 GB of it are free.
IN_MEMORY = $(shell df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 && $$4 > 4000000 {print "TMPDIR=/dev/shm"}')
.DELETE_ON_ERROR:
.PHONY: run install test test-code test-browser test-rest torture coverage quick lock clean

$(VENV)/.run: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Kallelse needs Python 3.11 or newer. Name one: make PYTHON=python3.12")'
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { echo "This Python lacks venv. On Debian: apt-get install python3-venv"; exit 1; }
	@test -w . || { echo "This folder cannot be written to, and Kallelse installs into .venv here. Clone it where you may write."; exit 1; }
	test -x $(BIN)/pip || $(PYTHON) -m venv $(VENV)
	test -x $(UV) || $(BIN)/pip install -q --disable-pip-version-check 'uv>=0.9'
	$(UV) pip install -q --require-hashes -r requirements.txt
	$(UV) pip install -q --no-deps -e .
	@touch $@

$(VENV)/.test: $(VENV)/.run requirements-dev.txt
	$(UV) pip install -q --require-hashes -r requirements-dev.txt
	@touch $@

# The rehearsal where there is no config.toml, the real thing where there is one.
run: $(VENV)/.run
	$(BIN)/kallelse $(if $(wildcard config.toml),run,rehearse) $(ARGS)

# For an installation that is to last: all that a grown one needs too, PostgreSQL, reading of PDF, granian.
install: $(VENV)/.run requirements-server.txt
	$(UV) pip install -q --require-hashes -r requirements-server.txt
	@echo "$(abspath $(BIN))/kallelse is ready. Next: docs/operator.md"

# All that must hold, side by side, since each waits now and then; what one says is shown when it ends.
test: $(VENV)/.test
	@$(MAKE) --no-print-directory -j3 --output-sync=recurse test-code test-browser test-rest

# Five processes run the tests, and the first time each would compile every file. What is wrong, the tests will say.
$(VENV)/.compiled: $(VENV)/.test
	-@$(BIN)/python -m pytest -q --collect-only >/dev/null
	@touch $@

test-code:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# In a process of their own: Playwright leaves an event loop behind. In one, and with one browser: the others end later.
test-browser: $(VENV)/.compiled
	$(IN_MEMORY) $(BIN)/python -m pytest -q -p no:xdist tests/browser

# By worksteal neighbours stay in one process, and take up what the test before them made (tests/snapshots.py).
test-rest: $(VENV)/.compiled
	$(IN_MEMORY) $(BIN)/python -m pytest -q -n 3 --dist worksteal --ignore=tests/browser

# The long faults, on both databases: kills, weather, frozen, a full disk, restarted. CASE and ARGS choose.
torture: $(VENV)/.test
	$(BIN)/python -m tests.torture $(CASE) $(ARGS)

coverage: $(VENV)/.test
	$(BIN)/python -m pytest -q -n 2 --ignore=tests/browser --cov --cov-report=term

quick: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/python -m pytest -q tests/unit tests/contract $(ARGS)

lock: $(VENV)/.run
	$(UV) pip compile -q --universal --no-header --no-emit-index-url --generate-hashes -p 3.11 pyproject.toml -o requirements.txt
	$(UV) pip compile -q --universal --no-header --no-emit-index-url --generate-hashes -p 3.11 pyproject.toml --all-extras --group dev -c requirements.txt -o requirements-dev.txt
	$(UV) pip compile -q --universal --no-header --no-emit-index-url --generate-hashes -p 3.11 pyproject.toml --all-extras -c requirements-dev.txt -o requirements-server.txt

clean:
	rm -rf $(VENV)
