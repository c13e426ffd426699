# Everything is set up by the targets themselves; see README.md.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
# Nothing but what a lock file names, byte for byte; then ourselves, with nothing fetched besides.
INSTALL := $(BIN)/python -m pip install --quiet --require-hashes -r
OURSELVES := $(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
# Further options of `make check`, such as CHECK="--format github".
CHECK ?=

.PHONY: site test serve check lint corpus kills mutations bench bench-scale bench-search bench-media lighthouse screenshots samples browser lock audit clean

site: $(READY)
	$(BIN)/site-builder build

serve: $(READY)
	$(BIN)/site-builder serve

check: $(READY)
	$(BIN)/site-builder check $(CHECK)

# One more than there are cores: some tests wait for a browser or a clock most of their time.
WORKERS = $(shell expr $$(getconf _NPROCESSORS_ONLN) + 1)
test: $(READY) browser lint
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Every file of the media corpus beside the project: what was expected of it, and what became of it.
corpus: $(READY) browser
	$(BIN)/python -m pytest -s tests/corpus

# Two hundred kills of a build, then one that must give the same bytes as if there had been none.
kills: $(READY)
	$(BIN)/python -m tests.bench.kills

# Twenty thousand damaged files: each ends in words, never in a traceback.
mutations: $(READY)
	MUTATIONS=10000 $(BIN)/python -m pytest tests/property -n auto

bench: $(VENV)/.peers
	$(BIN)/python tests/bench/pages.py
	$(BIN)/python tests/bench/previews.py

# How a site grows with its entries, up to 20,000.
bench-scale: $(VENV)/.peers
	$(BIN)/python tests/bench/scale.py

bench-search: $(VENV)/.peers browser
	$(BIN)/python tests/bench/search.py

# Copies beside sigal's: CPU seconds and quality.
bench-media: $(VENV)/.peers
	$(BIN)/python -m tests.bench.media

# Wants a quiet machine, npm, nginx and a built site.
lighthouse: $(READY)
	$(BIN)/python tests/bench/lighthouse.py

screenshots: $(READY) browser
	$(BIN)/python -m tests.samples.shots

samples: $(READY)
	$(BIN)/python tests/samples/draw.py

# Browser tests want Chromium and a Chinese face, others exiftool; on Debian we install them when we may.
browser:
	@bash tests/browser/install.sh

$(READY): pyproject.toml requirements-dev.lock
	$(PYTHON) -m venv $(VENV)
	$(INSTALL) requirements-dev.lock
	$(OURSELVES)
	touch $@

$(VENV)/.peers: $(READY) requirements-bench.lock
	$(INSTALL) requirements-bench.lock
	touch $@

# Lock files made anew: for every Python from 3.11 on, every system, with the digest of each file.
# What is locked stays where it is unless a name is given: make lock UPGRADE="--upgrade-package nh3".
UPGRADE ?=
COMPILE = $(VENV)/.lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --custom-compile-command "make lock" $(UPGRADE) pyproject.toml
lock: $(VENV)/.lock/bin/uv
	$(COMPILE) --extra dev --extra bench -o requirements-bench.lock
	$(COMPILE) --extra dev -c requirements-bench.lock -o requirements-dev.lock
	$(COMPILE) --extra build --extra faces --extra s3 -c requirements-bench.lock -o requirements.lock

# Known weaknesses of what is locked. It asks a public register; where none answers, it says so.
audit: $(VENV)/.lock/bin/pip-audit
	@PIP_AUDIT=$(VENV)/.lock/bin/pip-audit bash tests/audit.sh requirements-bench.lock

$(VENV)/.lock/bin/%:
	test -x $(VENV)/.lock/bin/python || $(PYTHON) -m venv $(VENV)/.lock
	$(VENV)/.lock/bin/python -m pip install --quiet $*
	touch $@

clean:
	rm -rf site .cache
