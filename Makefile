# ZVH Desk. On a machine with python3 (3.11 to 3.13), make and git: `make run`, `make test`.
# What each step needs is made by tools/setup.py, and made once.
PYTHON ?= python3
ifeq ($(OS),Windows_NT)
BIN := .venv/Scripts
else
BIN := .venv/bin
endif
# The tests and checks draw on no screen, whatever screen there is.
OFFSCREEN := LC_ALL=C.UTF-8 QT_QPA_PLATFORM=offscreen

.NOTPARALLEL:
.PHONY: run install test check unit mutate bench soak clean lock

run:             ## open the demo house; with no display, run the tour into demo-output/
	@$(PYTHON) tools/setup.py demo
	@$(PYTHON) tools/run.py

install:         ## only make ready: virtual environment, locked dependencies, system packages
	@$(PYTHON) tools/setup.py demo

test: check unit ## everything that must hold

check:           ## style, types, layers
	@$(PYTHON) tools/setup.py dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

unit:            ## the tests alone, in random order; three at once keep two cores busy while one waits for a disk
	@$(PYTHON) tools/setup.py dev
	$(OFFSCREEN) $(BIN)/python -m pytest -n 3 --dist worksteal

mutate:          ## break each rule that matters and see a test go red
	@$(PYTHON) tools/setup.py dev
	$(OFFSCREEN) $(BIN)/python tools/mutate.py

bench:           ## measure, as ratios in one run
	@$(PYTHON) tools/setup.py dev
	$(OFFSCREEN) $(BIN)/python tools/bench.py

soak:            ## the long runs, MINUTES=90: kills, bad networks, wrong clocks
	@$(PYTHON) tools/setup.py dev
	$(OFFSCREEN) $(BIN)/python tools/soak.py

lock:            ## renew requirements/*.txt from pyproject.toml (needs uv)
	@$(PYTHON) tools/lock.py

clean:           ## leave nothing but the checkout
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache demo-output build dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
