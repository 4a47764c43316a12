# Two commands do all: `make demo` and `make test`. CONTRIBUTING.md tells the rest.
.DEFAULT_GOAL := help
.PHONY: help demo test gold lint format types layers check figures reference picture bench lock clean

VENV := .venv
BIN := $(VENV)/bin
# The stamp's name holds a sum over what the environment is made from: another branch with another lock gets its own.
SUM := $(shell cat requirements.lock pyproject.toml | cksum | tr ' ' '-')
STAMP := $(VENV)/installed-$(SUM)
# Our own environment decides what is imported, not the caller's.
unexport PYTHONPATH PYTHONHOME VIRTUAL_ENV
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_INPUT := 1

help:  ## what there is
	@sed -n 's/^\([a-z]*\):.*## /\1	/p' $(MAKEFILE_LIST) | expand -t 12

$(STAMP):
	@$(BIN)/python -c 'import sys; sys.exit(sys.version_info < (3, 12))' 2>/dev/null || \
		{ python=$$(tools/find-python) && echo "Making $(VENV) with $$python" && "$$python" -m venv --clear $(VENV); }
	@echo "Installing from requirements.lock (some 250 MB the first time) ..."
	@$(BIN)/python -m pip install --quiet --quiet --require-hashes --only-binary :all: -r requirements.lock
	@$(BIN)/python -m pip install --quiet --quiet --no-build-isolation --no-deps --editable .
	@$(BIN)/python -m pip check
	@rm -f $(VENV)/installed-*
	@touch $@

demo: $(STAMP)  ## read the demo reports and print the ledger
	@rm -f demo.ledger demo.ledger-wal demo.ledger-shm
	@$(BIN)/onrecord demo

test: $(STAMP)  ## run the whole test suite (make test ARGS='-k times' for a part)
	@$(BIN)/python -m pytest $(ARGS)

gold: $(STAMP)  ## run only what ../shared measures
	@$(BIN)/python -m pytest -m gold $(ARGS)

lint: $(STAMP)  ## style and format
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

format: $(STAMP)  ## mend style and format where that can be done
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

types: $(STAMP)  ## types, strictly
	@$(BIN)/mypy

layers: $(STAMP)  ## the order of the folders, sizes, and what only one folder may do
	@$(BIN)/python -m pytest -q tests/test_layers.py

check: lint types test  ## all that .ci/run asks for

figures: $(STAMP)  ## measure on ../shared/gold and rewrite docs/figures.md
	@$(BIN)/python tools/figures.py

reference: $(STAMP)  ## write docs/reference.md out of the code
	@$(BIN)/python tools/reference.py

picture: $(STAMP)  ## draw docs/*.svg anew from real output
	@$(BIN)/python tools/picture.py

bench: $(STAMP)  ## reports per second of ingest against the parser alone
	@$(BIN)/python bench/ingest_speed.py

lock:  ## write requirements.lock anew (needs uv)
	@tools/lock

clean:  ## remove what the tools left behind, not the environment
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist
