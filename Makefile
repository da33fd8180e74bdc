# Everything happens in .venv. Needs Python 3.11 or later with venv, make and git; `make PYTHON=python3.12 run` picks one.
PYTHON ?= $(shell for name in python3 python3.13 python3.12 python3.11; do \
	command -v $$name >/dev/null && $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' && echo $$name && break; done)
BIN := .venv/bin
JOBS ?= 2

.PHONY: help run test lint types tests corpora kill mutation pictures clean

help:  ## what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## */\t/' | expand -t 12

run: .venv/ready  ## serve the bundled news site, crawl it into output/ and show what came of it
	@$(BIN)/python -m docs.demo

test: lint types tests  ## everything that must hold

lint: .venv/test-ready  ## style
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/test-ready  ## types
	$(BIN)/mypy

tests: .venv/test-ready  ## the tests alone
	$(BIN)/pytest -n $(JOBS)

corpora: .venv/test-ready  ## what must hold on every annotated page, on all of them (../shared/corpora or SCRAPER_CORPORA)
	SCRAPER_ALL_PAGES=1 $(BIN)/pytest -n $(JOBS) tests/test_corpora.py

kill: .venv/test-ready  ## kill a crawl of 1,000 pages fifty times and compare with one that nobody disturbed (minutes)
	CRAWL_KILLS=50 $(BIN)/pytest tests/crawl/test_engine_kill.py

mutation: .venv/ready  ## switch off one cleaner rule after the other: which cases notice? (a minute)
	@$(BIN)/python -m scraper.regression.mutation

pictures: .venv/test-ready  ## draw the pictures of the documentation again (needs chromium)
	$(BIN)/python -m docs.make_pictures

clean:  ## remove what was made
	rm -rf .venv build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -not -path './.git/*' -prune -exec rm -rf {} +
	find output -mindepth 1 -not -name README.md -delete

.venv/ready: pyproject.toml
	@test -n "$(PYTHON)" || { echo "error: no Python 3.11 or later was found. Install one, or say make PYTHON=/path/to/python." >&2; exit 2; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv || { echo "error: $(PYTHON) cannot make a virtual environment. On Debian: apt-get install python3-venv." >&2; exit 2; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

.venv/test-ready: .venv/ready
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@
