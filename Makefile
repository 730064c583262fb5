# Two commands are all a newcomer needs: make edition, make test.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: edition test check bench campaign clean

edition: $(VENV)/.installed
	$(BIN)/python typeset.py build layouts

test: $(VENV)/.tested
	$(BIN)/python -m pytest

check: $(VENV)/.tested
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

bench: $(VENV)/.bench
	$(BIN)/python bench/run.py

campaign: $(VENV)/.tested
	BANXIN_CAMPAIGN=1 $(BIN)/python -m pytest

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --config-settings editable_mode=compat --editable .
	touch $@

$(VENV)/.tested: pyproject.toml tests/outside/package.json | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --config-settings editable_mode=compat --editable '.[test]'
	if command -v npm >/dev/null; then npm install --prefix tests/outside --no-package-lock --no-audit --no-fund --silent; fi
	touch $@ $(VENV)/.installed

$(VENV)/.bench: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --config-settings editable_mode=compat --editable '.[test,bench]'
	touch $@

clean:
	rm -rf $(VENV) out build *.egg-info
