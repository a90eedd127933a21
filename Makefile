# `make demo` and `make test` from a fresh clone: Python 3.11 or later, make and a package index.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -q
INSTALLED := $(VENV)/.installed

.DEFAULT_GOAL := help
.PHONY: help install demo test lint docs screenshots clean

help:  ## Show what there is to make
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 20

install: $(INSTALLED)  ## Install the package and the tools into .venv

demo: $(INSTALLED)  ## Build the graph of the demo articles, ask it three questions, draw it
	$(BIN)/kg demo
	@echo "kg is $(BIN)/kg; to call it by its name: . $(BIN)/activate"

test: lint  ## Run every check: lint, types, import contracts, tests, doctests
	$(BIN)/pytest

lint: $(INSTALLED)  ## Run ruff, mypy and the import contracts
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

docs: $(INSTALLED)  ## Write docs/commands.md, what the commands of README.md print, and the pages on the API in docs/api
	$(BIN)/python -m typer kg.cli utils docs --name kg --title Commands --output docs/commands.md
	$(BIN)/python docs/readme.py
	$(BIN)/pdoc -o docs/api kg.api kg.model kg.errors kg.query kg.search kg.exchange kg.store

screenshots: $(INSTALLED)  ## Take the pictures of README.md and docs/views.md; needs Debian's chromium
	$(BIN)/python docs/screenshot.py

clean:  ## Remove .venv and all that tools left behind
	rm -rf $(VENV) docs/api .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache dist build

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Python 3.11 or later is needed: make PYTHON=python3.11")'
	@# A venv that failed half-way would pass for a finished one.
	$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

$(INSTALLED): pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing into $(VENV); the first time takes a minute or two"
	@$(PIP) install -c constraints.txt --upgrade pip
	@$(PIP) install -c constraints.txt --build-constraint constraints.txt -e '.[enrich,llm,mcp,notebook,parquet,plot,reason,remote,serve,validate]' --group dev
	@touch $@
