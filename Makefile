# Everything a developer types; nothing here needs more than make, a POSIX shell and Python 3.11 or newer.

VENV := .venv
BIN := $(VENV)/bin
# Where Debian's package unicode-data keeps the tests of Unicode.
UCD := /usr/share/unicode
PIP := $(BIN)/python -m pip install -qq --disable-pip-version-check
PACKAGES := setup.cfg pyproject.toml
# Whatever of the two DATA is: a file is a text to be cut.
TEXT ?= $(if $(wildcard $(DATA)/.),,$(DATA))

.DEFAULT_GOAL := help
.PHONY: help demo test check mutations nasty fuzz accept bench unicode pictures page clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-7s %s\n", $$1, $$2 }' Makefile

demo: $(VENV)/installed ## summarise examples/article.txt: here, as demo/briefing.pdf and as demo/handout.docx
	@mkdir -p demo
	@$(BIN)/conspectus examples/article.txt
	@$(BIN)/conspectus examples/article.txt -o demo/briefing.pdf -o demo/handout.docx --force -q
	@echo
	@echo "Written: demo/briefing.pdf and demo/handout.docx"

test: check ## the same as check

check: $(VENV)/installed-dev ## style, types, tests and the quality gate: what every change must pass
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -q -n auto --dist loadfile
	$(BIN)/python benchmarks/quality.py --check

nasty: $(VENV)/installed-dev ## try every hostile input (about a quarter of an hour), or those that match ONLY
	$(BIN)/python -m tests.nasty $(ONLY)

fuzz: $(VENV)/installed-dev ## let atheris make up input for each reader, SECONDS for each (60 unless said)
	@$(PIP) 'atheris == 3.0.0'
	@mkdir -p build/fuzz
	@for format in $(or $(FORMATS),txt md html docx odt epub pdf eml); do \
	    echo "$$format"; $(BIN)/python -m tests.fuzz $$format $(or $(SECONDS),60) build/fuzz || exit 1; \
	done

mutations: $(VENV)/installed-dev ## break rules one at a time, each of which a test must notice (five minutes)
	$(BIN)/python tests/mutations.py

accept: $(VENV)/installed-dev ## rewrite the golden files; look at the difference before you commit it
	$(BIN)/python -m pytest -q --accept

bench: $(VENV)/installed-dev ## measure quality, on the documents in the folder DATA too, and speed, on the file TEXT
	$(BIN)/python benchmarks/quality.py $(filter-out $(TEXT),$(DATA))
	$(BIN)/python -m benchmarks.reading $(TEXT)
	$(BIN)/python -m benchmarks.memory
	$(BIN)/python -m benchmarks.speed
	$(BIN)/python -m benchmarks.cluster $(TEXT)
	$(BIN)/python -m benchmarks.processes $(TEXT)
	$(BIN)/python -m benchmarks.batch $(TEXT)

unicode: $(VENV)/installed-dev ## hold the order of right-to-left text to Unicode's tests, in the folder UCD
	$(BIN)/python -m tests.unicode_bidi $(UCD)

pictures: $(VENV)/installed-dev ## draw the pictures of README.md and docs anew
	$(BIN)/python docs/pictures.py

page: $(VENV)/installed ## draw sample pages and try them with axe-core in Chromium (needs node, npm and chromium)
	@mkdir -p build/page && cp tests/page/package.json build/page
	@cd build/page && npm install --silent --no-package-lock
	@PYTHONPATH=. $(BIN)/python tests/page/samples.py demo/page
	@NODE_PATH=build/page/node_modules node tests/page/check.cjs demo/page

clean: ## remove what make has built: .venv, demo and the caches
	rm -rf $(VENV) demo build *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis

# The first Python on the path that answers and is new enough; a pyenv shim may be there and yet not run.
$(BIN)/python:
	@for python in python3.11 python3.12 python3.13 python3.14 python3 python; do \
	    if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	        echo "Making $(VENV) with $$(command -v $$python)"; \
	        $$python -m venv $(VENV) && exit; \
	        rm -rf $(VENV); exit 1; \
	    fi; \
	done; \
	echo "Python 3.11 or newer is needed, and no python3 or python on the path is one." >&2; exit 1

# A stamp is as new as the installation it stands for, so pip runs only when the packaging has changed.
$(VENV)/installed: $(PACKAGES) | $(BIN)/python
	@echo "Installing Conspectus into $(VENV) (about a minute, once)"
	@$(PIP) -e .
	@touch $@

$(VENV)/installed-dev: $(PACKAGES) | $(BIN)/python
	@echo "Installing Conspectus and its tools into $(VENV) (about a minute, once)"
	@$(PIP) -e '.[dev]'
	@touch $@ $(VENV)/installed
