# Treffpunkt: what a developer types. `make` or `make help` lists it.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.NOTPARALLEL:
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

# The first Python on this machine that is new enough.
PYTHON ?= $(shell for python in python3.11 python3 python3.12 python3.13 python3.14; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
PORT ?= 8000
PYTEST_ARGS ?=
MUTANTS ?=
BENCH_ARGS ?=
JUDGE_ARGS ?=
# As measured: docs/decisions/0013-answers-from-memory.md
WORKERS ?= --interface wsgi --workers 2 --blocking-threads 4
CHROMIUM ?= /usr/bin/chromium
export CHROMIUM
# What is compiled once is read by all processes of the tests, asserts of theirs included.
unexport PYTHONDONTWRITEBYTECODE

VENV := .venv
PY := $(VENV)/bin/python
MANAGE := $(PY) manage.py
STEP := .ci/step
PIP_INSTALL := $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes
UV_COMPILE := $(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header
PACKAGES := cms home press events search clients
CLIENT := clients/typescript
CHECKS := tests/clients/checks
VENDORED := $(wildcard cms/static/vendor/*/SHA256SUMS)
CATALOGUES := $(wildcard cms/locale/*/LC_MESSAGES/*.po)

# What the tests on PostgreSQL hold: all that may differ by database; `proof` runs the others there as well.
ON_BOTH := -n auto -m "databases and not server and not browser and not matrix"
# What `coverage` asks of the parts that decide what the public reads, in per cent of lines and branches together.
WELL_COVERED := cms/delivery cms/editorial search
MIN_COVERED := 95
# Run by `test-all` alone.
NOT_ON_SQLITE := search/engines/postgresql.py

# PROOF_SIZE=ci makes the proofs small enough for a few minutes.
PROOF_SIZE ?= full
PROOF_EXAMPLES ?= $(if $(filter ci,$(PROOF_SIZE)),12,120)
PROOF_SEED ?= 4

# Nothing of the shell's servers or settings reaches what has to pass without them.
EMBEDDED := env -u DATABASE_URL -u REDIS_URL -u ELASTICSEARCH_URL DJANGO_SETTINGS_MODULE=cms.settings.test
ON_POSTGRESQL := env -u REDIS_URL -u ELASTICSEARCH_URL DJANGO_SETTINGS_MODULE=cms.settings.test
ON_SERVERS := env DJANGO_SETTINGS_MODULE=cms.settings.test
PYTEST := $(PY) -m pytest $(PYTEST_ARGS)
QUICK := -n auto -m "not server and not browser and not matrix"
PROOF := -n auto -m "matrix or proof"

.PHONY: help install run serve bench judge test test-all proof servers lint format contract environment client coverage mutation messages catalogues lock clean demo-reset

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@printf '\nVariables: PYTHON=python3.12  PORT=8001  PYTEST_ARGS="-k embargo"  CHROMIUM=/path/to/chromium\n'

install: $(VENV)/.installed catalogues ## Make .venv and install what running needs (hash-locked)

run demo-reset: export PUBLIC_URL ?= http://127.0.0.1:$(PORT)
run: install ## Set up, load the demo newsroom once and serve it, with the scheduler, on http://127.0.0.1:8000
	@$(PY) -c 'import socket; socket.create_server(("127.0.0.1", $(PORT))).close()' 2>/dev/null || { \
		echo "make run: port $(PORT) is taken: make run PORT=8001" >&2; exit 1; }
	@mkdir -p var
	@$(STEP) "Migrating the database" $(MANAGE) migrate --noinput --verbosity 0
	@$(STEP) "Loading the demo newsroom (once)" $(MANAGE) load_demo
	@printf '==> Serving %s, Ctrl+C stops it\n' "$$PUBLIC_URL"
	@$(MANAGE) run_scheduler & scheduler=$$!; trap 'kill $$scheduler 2>/dev/null' EXIT; trap 'exit 130' INT TERM; \
		$(MANAGE) runserver 127.0.0.1:$(PORT)

serve: export PUBLIC_URL ?= http://127.0.0.1:$(PORT)
serve: export DJANGO_SETTINGS_MODULE := cms.settings.development
serve: export DEBUG := 0
serve: install ## The same newsroom by production's server, without DEBUG and with answers kept in memory
	@mkdir -p var
	@$(STEP) "Migrating the database" $(MANAGE) migrate --noinput --verbosity 0
	@$(STEP) "Loading the demo newsroom (once)" $(MANAGE) load_demo
	@$(STEP) "Collecting static files" $(MANAGE) collectstatic --noinput --verbosity 0
	@printf '==> Serving %s, Ctrl+C stops it\n' "$$PUBLIC_URL"
	@$(MANAGE) run_scheduler & scheduler=$$!; trap 'kill $$scheduler 2>/dev/null' EXIT; trap 'exit 130' INT TERM; \
		$(PY) -m granian $(WORKERS) --host 127.0.0.1 --port $(PORT) cms.wsgi:application

bench: $(VENV)/.installed-dev catalogues ## What reads cost, beside what Django takes for nothing (BENCH_ARGS="--short"; PLONE_URL)
	@$(PY) -m benchmarks.reads $(BENCH_ARGS)

judge: $(VENV)/.installed-dev catalogues ## How good the search's answers are, judged by hand (JUDGE_ARGS="--half tune --failures"; ELASTICSEARCH_URL)
	@env -u DATABASE_URL -u REDIS_URL $(PY) -m tests.search.judged.run $(JUDGE_ARGS)

test: $(VENV)/.installed-dev catalogues ## Run every test that needs no server, no browser and not minutes, on SQLite
	@$(STEP) "Testing on SQLite" $(EMBEDDED) $(PYTEST) $(QUICK)

test-all: test servers $(CLIENT)/node_modules/.package-lock.json $(CHECKS)/node_modules/.package-lock.json ## test, what can differ by database on PostgreSQL, what needs servers, node or Chromium (DATABASE_URL, REDIS_URL, ELASTICSEARCH_URL)
	@$(STEP) "Testing on PostgreSQL what can differ by database" $(ON_POSTGRESQL) $(PYTEST) $(ON_BOTH)
	@$(STEP) "Testing with servers and Chromium" $(ON_SERVERS) $(PYTEST) -n 3 -m "server or browser"

proof: export PROOF_SIZE := $(PROOF_SIZE)
proof: export PROOF_EXAMPLES := $(PROOF_EXAMPLES)
proof: export PROOF_SEED := $(PROOF_SEED)
proof: $(VENV)/.installed-dev catalogues servers ## The fault matrix in full size and long proofs, on SQLite and PostgreSQL (PROOF_SIZE=ci: a small one)
ifneq ($(PROOF_SIZE),ci)
	@$(STEP) "Testing all on PostgreSQL" $(ON_POSTGRESQL) $(PYTEST) $(QUICK)
endif
	@$(STEP) "Proving on SQLite" $(EMBEDDED) $(PYTEST) $(PROOF)
	@$(STEP) "Proving on PostgreSQL" $(ON_POSTGRESQL) $(PYTEST) $(PROOF)
	@test "$(PROOF_SIZE)" != ci || echo "    A small proof. The whole one, on a machine with PostgreSQL and Redis: make proof"

servers: $(VENV)/.installed-dev
	@$(STEP) "Looking for PostgreSQL, Redis, Elasticsearch and Chromium" $(PY) .ci/servers.py

lint: $(VENV)/.installed-dev catalogues ## Check style, types, templates, migrations, settings, catalogues, vendored files
	@$(STEP) "Checking style" $(PY) -m ruff check .
	@$(STEP) "Checking format" $(PY) -m ruff format --check .
	@$(STEP) "Checking types" $(EMBEDDED) $(PY) -m mypy $(PACKAGES)
	@$(STEP) "Checking templates" $(PY) -m djlint --lint --quiet templates
	@$(STEP) "Checking that no migration is missing" $(EMBEDDED) $(MANAGE) makemigrations --check --dry-run
	@$(STEP) "Checking Django's settings and models" $(EMBEDDED) $(MANAGE) check
	@$(STEP) "Checking that no catalogue holds a guessed translation" sh -c '! grep -n "^#,.*fuzzy" $(CATALOGUES) /dev/null'
	@$(STEP) "Checking the vendored files" \
		sh -ec 'for list in $(VENDORED); do (cd "$${list%/*}" && sha256sum --check --quiet SHA256SUMS); done'

format: $(VENV)/.installed-dev ## Sort imports, mend what ruff can mend, and format the Python code
	@$(STEP) "Mending style" $(PY) -m ruff check --fix-only .
	@$(STEP) "Formatting" $(PY) -m ruff format .

coverage: $(VENV)/.installed-dev catalogues ## Run the tests of `test` and report which lines and branches they miss (htmlcov/)
	@$(PY) -m coverage erase
	@$(STEP) "Testing on SQLite with coverage" \
		$(EMBEDDED) $(PY) -m coverage run -m pytest $(PYTEST_ARGS) $(QUICK)
	@$(PY) -m coverage combine --quiet
	@$(PY) -m coverage html --quiet
	@$(PY) -m coverage report
	@for part in $(WELL_COVERED); do $(STEP) "Checking that $(MIN_COVERED) % of the lines and branches of $$part are run" \
		$(PY) -m coverage report --include="$$part/*" --omit="$(NOT_ON_SQLITE)" --fail-under=$(MIN_COVERED) || exit 1; done

# mutmut is no part of the project: it is installed beside it, when first asked for.
mutation: $(VENV)/.installed-dev catalogues ## Break the code in small ways and see whether a test fails (MUTANTS="cms.delivery.schedule.*")
	@test -d var/mutmut || $(STEP) "Installing mutmut" $(PY) -m pip install --quiet --target var/mutmut mutmut==3.8.1
	@$(STEP) "Testing mutants" $(EMBEDDED) PYTHONPATH=$(CURDIR)/var/mutmut $(PY) -m mutmut run $(MUTANTS)

# German and English are complete. The other catalogues hold what visitors read; what only editors read stays empty
# there, and Django says it in German. None of them takes a guess: gettext marks those in the German one alone.
messages: $(VENV)/.installed-dev ## Collect translatable strings into cms/locale (needs gettext)
	@command -v msgmerge >/dev/null || { echo "make messages: gettext is missing: apt-get install gettext" >&2; exit 1; }
	@$(STEP) "Collecting strings" $(EMBEDDED) $(MANAGE) makemessages --locale de --add-location file --no-obsolete \
		--ignore $(VENV) --ignore var --ignore mutants --ignore tests --keep-pot
	@for file in $(filter-out cms/locale/de/%,$(CATALOGUES)); do \
		msgmerge --quiet --update --backup=none --no-fuzzy-matching "$$file" cms/locale/django.pot && \
		msgattrib --no-obsolete --output-file "$$file" "$$file" || exit 1; done
	@msgen --output-file cms/locale/en/LC_MESSAGES/django.po cms/locale/en/LC_MESSAGES/django.po
	@rm cms/locale/django.pot
	@# Django marks a new catalogue's header as a guess; the translations below it are not. Without the time of
	@# collecting, a catalogue changes only when a string does, which CI looks at.
	@for file in $(CATALOGUES); do sed -i -e '1,/^msgid/{/^#, fuzzy$$/d;}' -e '/^"POT-Creation-Date/d' "$$file"; \
		printf '%s: ' "$$file"; msgfmt --statistics -o /dev/null "$$file"; done

catalogues: $(CATALOGUES:.po=.mo)

%.mo: %.po | $(VENV)/.installed
	@$(STEP) "Compiling $<" $(VENV)/bin/pybabel --quiet compile --use-fuzzy --input-file $< --output-file $@

contract: $(VENV)/.installed ## Say how the API's description differs from docs/api/openapi.json, and write it there
	@env -i PATH="$$PATH" HOME="$$HOME" DJANGO_SETTINGS_MODULE=cms.settings.development $(MANAGE) contract docs/api/openapi.json --write

environment: $(VENV)/.installed-dev ## Write deploy/environment.example from the settings and what docs/operations.md says of them
	@$(STEP) "Writing the example of an environment" sh -c '$(PY) .ci/environment.py >deploy/environment.new && mv deploy/environment.new deploy/environment.example'

client: $(CLIENT)/node_modules/.package-lock.json ## Write the types of clients/typescript from docs/api/openapi.json (node, npm)
	@$(STEP) "Writing the types of the TypeScript client" npm run --silent --prefix $(CLIENT) generate

%/node_modules/.package-lock.json: %/package-lock.json
	@command -v npm >/dev/null || { echo "make: no npm found: apt-get install nodejs npm" >&2; exit 1; }
	@$(STEP) "Installing what stands in $*/package.json" npm ci --silent --no-audit --no-fund --prefix $*
	@touch $@

lock: $(VENV)/.installed-dev ## Write requirements.txt and requirements-dev.txt from pyproject.toml
	@$(STEP) "Locking what running needs" $(UV_COMPILE) pyproject.toml -o requirements.txt
	@$(STEP) "Locking what developing needs" \
		$(UV_COMPILE) --extra dev -c requirements.txt pyproject.toml -o requirements-dev.txt

clean: ## Remove what can be made again: caches, reports, compiled catalogues, collected static files
	@$(STEP) "Cleaning" rm -rf .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage .coverage.* htmlcov mutants var/static \
		$(CATALOGUES:.po=.mo)
	@find . -name __pycache__ -type d -not -path './$(VENV)/*' -prune -exec rm -rf {} +

demo-reset: install ## Delete the local SQLite database and media, then load the demo newsroom afresh
	@for name in DATABASE_URL MEDIA_ROOT; do if eval "[ -n \"\$${$$name:-}\" ]"; then \
		echo "make demo-reset: $$name is set; this resets only the default database and media under var/" >&2; exit 1; fi; done
	@$(STEP) "Deleting var/db.sqlite3 and var/media" rm -rf var/db.sqlite3 var/db.sqlite3-shm var/db.sqlite3-wal var/media
	@mkdir -p var
	@$(STEP) "Migrating the database" $(MANAGE) migrate --noinput --verbosity 0
	@$(STEP) "Loading the demo newsroom" $(MANAGE) load_demo

$(VENV)/bin/pip:
	@command -v "$(PYTHON)" >/dev/null || { echo "make: no Python 3.11 or later found$(if $(PYTHON), as $(PYTHON)):" \
		"apt-get install python3 python3-venv, or name one with PYTHON=/path/to/python3.11" >&2; exit 1; }
	@$(PYTHON) .ci/preflight.py
	@$(STEP) "Making $(VENV) with $(PYTHON)" $(PYTHON) -m venv $(VENV)

$(VENV)/.installed: requirements.txt | $(VENV)/bin/pip
	@$(STEP) "Installing requirements.txt (about half a minute the first time)" $(PIP_INSTALL) -r $<
	@touch $@

# A superset of requirements.txt in the same versions, so the other stamp is fresh as well.
$(VENV)/.installed-dev: requirements-dev.txt requirements.txt | $(VENV)/bin/pip
	@$(STEP) "Installing requirements-dev.txt (about a minute the first time)" $(PIP_INSTALL) -r $<
	@touch $@ $(VENV)/.installed
