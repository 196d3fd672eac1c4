# make run     start the guide (makes .venv the first time)
# make test    all tests but the one that installs the built wheel: make smoke
# make lint    style, types, import contracts, content
# make bench   speed and memory, as ratios;  make soak: the tests by chance, many more rounds
# make docs    the calls and options in docs/cli.md
# Another Python: make run PYTHON=python3.12

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
SHELL := /bin/sh
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

RUN := $(VENV)/.stamp-run
DEV := $(VENV)/.stamp-dev
SECOND := $(VENV)-second/.stamp

.PHONY: help run test test-core test-tui test-tui-everywhere test-tui-ways test-terminal smoke lint bench soak wheel pictures docs clean

help:
	@sed -n '/^#/!q; s/^# //p' Makefile

run: $(RUN)
	@$(BIN)/python -m sextortion_helper $(ARGS)

# Four parts: make -j3 test runs three side by side, the longest first.
test: test-core test-terminal test-tui

test-core: $(DEV) $(SECOND)
	SECOND_OPENER=$(VENV)-second/bin/python $(BIN)/python -m pytest --ignore=tests/terminal --ignore=tests/tui $(ARGS)

# Two halves of about the same length.
EVERYWHERE := tests/tui/test_every_screen.py tests/tui/test_wall.py tests/tui/test_naughty.py \
	tests/tui/test_sessions.py tests/tui/test_helper_side.py

test-tui: test-tui-everywhere test-tui-ways

test-tui-everywhere: $(DEV)
	$(BIN)/python -m pytest $(EVERYWHERE) $(ARGS)

test-tui-ways: $(DEV)
	$(BIN)/python -m pytest tests/tui $(addprefix --ignore=,$(EVERYWHERE)) $(ARGS)

test-terminal: $(DEV)
	$(BIN)/python -m pytest tests/terminal --ignore=tests/terminal/test_wheel.py $(ARGS)

smoke: $(DEV)
	$(BIN)/python -m pytest tests/terminal/test_wheel.py $(ARGS)

lint: $(DEV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m sextortion_helper content lint

bench: $(DEV)
	@$(BIN)/python benchmarks/run.py $(ARGS)

soak: $(DEV)
	KILL_ROUNDS=500 FAULT_ROUNDS=300 LEAVE_ROUNDS=60 WALL_WALKS=12 WALL_STEPS=60 \
		WALL_SEED=$${WALL_SEED:-2} $(BIN)/python -m pytest -s tests/terminal/test_kill.py \
		tests/terminal/test_kill_vault.py tests/terminal/test_kill_sessions.py tests/unit/case/test_case_disk.py \
		tests/terminal/test_pty_interrupted.py tests/tui/test_wall.py $(ARGS)

wheel: $(DEV)
	$(BIN)/python -m hatchling build -t wheel

pictures: $(DEV)
	$(BIN)/python tools/pictures.py docs/pictures

docs: $(DEV)
	$(BIN)/python tools/cli_docs.py

clean:
	rm -rf $(VENV) $(VENV)-second dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

# A stamp is newer than what it was made from, so a second run installs nothing.
$(RUN): $(VENV)/.stamp-made requirements/run.txt
	@echo "Getting what the guide needs (once) ..."
	@$(PIP) install --require-hashes -r requirements/run.txt || { echo "That did not work. The first time it needs an internet connection to the Python package index; then run make again."; exit 1; }
	@touch $@

$(DEV): $(VENV)/.stamp-made requirements/dev.txt pyproject.toml
	@echo "Getting what the tests need (once) ..."
	@$(PIP) install --require-hashes -r requirements/dev.txt || { echo "That did not work. The first time it needs an internet connection to the Python package index; then run make again."; exit 1; }
	@$(PIP) install --no-index --no-deps --no-build-isolation -e .
	@touch $(RUN) $@

# Another program that opens a file under a passphrase, in an environment of its own.
$(SECOND): $(VENV)/.stamp-made requirements/second-opener.txt
	@$(PYTHON) -m venv $(VENV)-second
	@$(VENV)-second/bin/python -m pip --quiet --disable-pip-version-check install --require-hashes -r requirements/second-opener.txt
	@touch $@

$(VENV)/.stamp-made:
	@command -v $(PYTHON) >/dev/null 2>&1 || { echo "There is no $(PYTHON) here. Install Python 3.11 or newer, or name yours: make run PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "$(PYTHON) is $$($(PYTHON) --version 2>&1); this needs Python 3.11 or newer. If you have one under another name: make run PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "$(PYTHON) comes without venv. On Debian and Ubuntu: sudo apt install python3-venv (elsewhere: uv venv --seed $(VENV) && touch $@); then run make again."; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "The environment $(VENV) could not be made. On Debian and Ubuntu: sudo apt install python3-venv; then run make again."; rm -rf $(VENV); exit 1; }
	@touch $@
