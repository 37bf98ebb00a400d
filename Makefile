# Two commands matter: `make run` shows the demonstration, `make test` passes the whole suite. `make` alone lists the others.

PYTHON ?= python3
BIN := .venv/bin
PORT ?= 8000
JOBS ?= auto
SPEED ?= not slow
export PORT

.DEFAULT_GOAL := help
.PHONY: help run test check bench pictures fonts messages lock clean

help: ## list what can be made
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

run: $(BIN)/.instance ## set everything up and open the demonstration on http://127.0.0.1:$PORT
	@$(BIN)/python tools/messages.py compile --quiet
	@PARVIS_DEMO=1 $(BIN)/parvis demo
	@PARVIS_DEMO=1 $(BIN)/parvis serve

test: $(BIN)/.dev ## set everything up and pass the whole suite (ARGS="-k ballot" for a part of it)
	@$(BIN)/python tools/messages.py compile --quiet
	@$(BIN)/pytest -q -n $(JOBS) --dist loadgroup -m "$(SPEED)" $(ARGS)

check: $(BIN)/.dev ## format, lint, types, imports, migrations, translations, templates
	@tools/check

bench: $(BIN)/.dev ## measure the hot paths, the peers beside us
	@$(BIN)/python -m benchmarks $(ARGS)

pictures: $(BIN)/.dev ## take a screenshot of every page, at three widths, light and dark
	@$(BIN)/python tools/pictures.py $(ARGS)

fonts: $(BIN)/.dev ## subset the typefaces again
	@$(BIN)/python tools/fonts.py

messages: $(BIN)/.dev ## collect new strings into the catalogues of every room
	@$(BIN)/python tools/messages.py collect

lock: $(BIN)/.dev ## pin the requirements again, with hashes
	@tools/lock

clean: ## remove what was built; data stays
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
	find parvis -name '*.mo' -delete

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' || { echo "Parvis needs Python 3.11, 3.12 or 3.13; this is `$(PYTHON) --version`. Name another: make PYTHON=python3.11"; exit 1; }
	@$(PYTHON) -m venv .venv || { echo "Python cannot make a virtual environment here. On Debian or Ubuntu: sudo apt install python3-venv"; exit 1; }

$(BIN)/.instance: requirements/instance.txt pyproject.toml | $(BIN)/python
	@echo "Installing what Parvis needs …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/instance.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index -e .
	@touch $@

$(BIN)/.dev: requirements/dev.txt $(BIN)/.instance
	@echo "Installing what developing Parvis needs …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@
