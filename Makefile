# Two commands are all a newcomer needs: make edition, make test.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: edition test check docs bench campaign clean

edition: $(VENV)/.installed
	$(BIN)/python typeset.py build layouts

test: $(VENV)/.tested
	$(BIN)/python -m pytest

check: $(VENV)/.tested
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

docs: $(VENV)/.documented
	rm -rf build/manual build/site
	$(BIN)/python -m banxin.run.manual build/manual
	$(BIN)/python docs/site/build.py build/manual build/site

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
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --config-settings editable_mode=compat --editable '.[test,docs]'
	if command -v npm >/dev/null; then npm install --prefix tests/outside --no-package-lock --no-audit --no-fund --silent; fi
	touch $@ $(VENV)/.installed $(VENV)/.documented

$(VENV)/.documented: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --config-settings editable_mode=compat --editable '.[docs]'
	touch $@

$(VENV)/.bench: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --config-settings editable_mode=compat --editable '.[test,bench]'
	touch $@

clean:
	rm -rf $(VENV) out build *.egg-info
