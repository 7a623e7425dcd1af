.DEFAULT_GOAL := help
VENV    := .venv
BIN     := $(VENV)/bin
READY   := $(VENV)/.ready
PYTHON  ?= $(shell command -v python3.11 || command -v python3)

BROWSER := $(shell command -v chromedriver)

.PHONY: help browser demo check types test fix lock faults worlds bench clean

help:            ## this list
	@grep -hE '^[a-z]+: .*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## */\t/' | expand -t 12

$(READY): pyproject.toml requirements.lock
	@command -v $(PYTHON) >/dev/null || { echo "jobshift needs Python 3.11 ; set PYTHON=/path/to/python3.11" >&2; exit 1; }
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

demo: $(READY)   ## set up and run the main job offline on the embedded sample
	$(BIN)/jobshift demo

browser:         # Debian's, for the tests of the page; they skip where it may not be installed
ifeq ($(BROWSER),)
	-@[ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get -qq update >/dev/null && \
		DEBIAN_FRONTEND=noninteractive apt-get -qq -y install chromium chromium-driver >/dev/null
endif

check:           ## set up and pass lint, types and tests
	@$(MAKE) --no-print-directory -j2 $(READY) browser
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	@$(MAKE) --no-print-directory -j2 types test

types: $(READY)  ## the types alone
	$(BIN)/mypy

test: $(READY) browser   ## the tests alone
	$(BIN)/pytest -m "not faults and not worlds" -n logical --dist loadfile --no-loadscope-reorder

fix: $(READY)    ## put formatting and simple lint right
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: $(READY)   ## write requirements.lock anew from pyproject.toml
	$(BIN)/pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --upgrade --quiet -o requirements.lock

faults: $(READY) ## the long suite: kills, outages, hostile pages (an hour)
	$(BIN)/pytest -m faults -n logical --dist loadfile --no-loadscope-reorder

worlds: $(READY) ## the long suite of statistics: verdicts, intervals and change points over hundreds of drawn worlds
	$(BIN)/pytest -m worlds -n logical --dist loadfile

bench: $(READY)  ## benchmarks, as ratios against peers
	-$(BIN)/pip install --quiet --disable-pip-version-check --no-build-isolation --editable ".[bench]"
	$(BIN)/jobshift bench

clean:           ## remove what make made; data/ stays
	rm -rf $(VENV) .mypy_cache .ruff_cache
