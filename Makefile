# make run      sets up and serves the demonstration on http://127.0.0.1:8000
# make test     sets up and runs the suite, but for what is thorough
# make thorough runs what looks at all there is of a kind, or at the second database
# make check    types, lint, import contracts, the wheel in a clean environment, and that
# make bench    the benchmarks; it ends with 1 where an aim was missed. With `LARGE=1`
#               the figures and exports of 100,000 cases: an hour, and 4 GB of disk
# make compare  our figures beside those that others' tools reckon from our export;
#               `SCHEMA=` is the file of OCEL 2.0's schema, where it cannot be fetched
# make soak     the long runs: faults, and the whole demonstration copied and compared
# make rehearse rehearses the deployment of docs/deploying.md on this machine
# make screenshot  takes the pictures in docs/images anew, but for that of the figures
# make lock     writes requirements.lock and package-lock.json anew; with `UPGRADE=` what
#               is locked stays, and only what is new is added

PYTHON ?= python3
PORT ?= 8000
ASBREVIEW_DATA ?= var/demo
# One more than two cores: a third of the time a test waits, for a disk or a server.
WORKERS ?= 3
TESTS ?= tests
UPGRADE ?= --upgrade
# What is measured: a module, and after a colon the numbers of cases it is asked with.
BENCHMARKS = benchmarks benchmarks.searching benchmarks.verifying benchmarks.as_of \
	benchmarks.exporting benchmarks.figuring benchmarks.supposing \
	benchmarks.one_look benchmarks.packing benchmarks.refusing
ifdef LARGE
BENCHMARKS := $(subst benchmarks.figuring,benchmarks.figuring:10000:100000,$(BENCHMARKS))
BENCHMARKS := $(subst benchmarks.exporting,benchmarks.exporting:100000,$(BENCHMARKS))
endif

# A file's tests stay together: what they stand on is made once, and not by two.
BY_FILE := --dist loadfile --no-loadscope-reorder

BIN := .venv/bin
# What Python and pytest make of a file is kept, or each worker makes all of it.
PYTEST = PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest --numprocesses $(WORKERS) $(BY_FILE)
READY := .venv/.ready
MADE := $(BIN)/asbreview src/asbreview/web/static/built/manifest.json
MADE_FROM := requirements.lock pyproject.toml package.json package-lock.json \
  hatch_build.py scripts/set_up.py
REGISTRY_ADDRESS := 'https?://[^ "]+(/simple|\.whl|\.tgz|\.tar\.gz)|"resolve[d]":|^--(extra-)?index-url'

.PHONY: setup run test thorough check lint bench compare soak rehearse screenshot lock
.DELETE_ON_ERROR:

setup: $(READY)

$(READY): $(MADE_FROM)
	@$(PYTHON) scripts/set_up.py
	@touch $@

# Made again, too, when what it makes is no longer there.
ifneq ($(words $(wildcard $(MADE))),$(words $(MADE)))
.PHONY: $(READY)
endif

run: setup
	@PORT="$(PORT)" ASBREVIEW_DATA="$(ASBREVIEW_DATA)" exec $(BIN)/asbreview demo

test: setup
	$(PYTEST) -m "not soak and not thorough" $(TESTS)

thorough: setup
	$(PYTEST) -m "thorough and not soak" $(TESTS)

check: lint thorough
	$(BIN)/python scripts/try_the_wheel.py --workers $(WORKERS)

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/mypy hatch_build.py scripts
	$(BIN)/lint-imports
	@! git grep --untracked -nIE $(REGISTRY_ADDRESS) || \
	  { echo "No address of a package registry is to be committed."; exit 1; }

bench: setup
	@missed=0; for each in $(BENCHMARKS); do \
		echo "python -m $$each"; $(BIN)/python -m $$(echo "$$each" | tr : ' ') || missed=1; \
	done; exit $$missed

compare: setup
	$(BIN)/python scripts/compare_elsewhere.py $(if $(SCHEMA),--schema $(SCHEMA))

soak: setup
	$(BIN)/python -m pytest -m soak --timeout 0 -s tests/faults tests/copying tests/audit tests/demonstration

rehearse: setup
	PYTHONPATH=tests $(BIN)/python -m scripts.rehearsal

screenshot: setup
	PYTHONPATH=tests $(BIN)/python scripts/take_screenshot.py
	PYTHONPATH=tests $(BIN)/python scripts/picture_of_a_due_date.py

lock: setup
	$(BIN)/uv pip compile --quiet --universal --generate-hashes $(UPGRADE) \
	  --no-header --no-annotate --python-version 3.11 \
	  --extra postgres --extra parquet pyproject.toml --group build --group tests --group checks \
	  --output-file requirements.lock
	npm install --package-lock-only --ignore-scripts --omit-lockfile-registry-resolved
