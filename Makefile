# Two commands: `make demo` and `make test`. Needs Python 3.11+ and make.
PYTHON ?= python3
PORT ?= 8000
LAN ?= 0
SAMPLE ?= '*__mutmut_*3'  # every tenth mutant; '*': all of them
V := .venv/bin
export PORT LAN
unexport PYTHONDONTWRITEBYTECODE  # to translate everything anew takes seconds in each process

.DEFAULT_GOAL := help
.PHONY: help demo demo-reset test test-long mutants check format bench messages screenshots guides requirements sbom audit clean

help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "make %-14s %s\n", $$1, $$2}'

.venv/run: requirements.txt
	@test -x $(V)/python || $(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed" if sys.version_info < (3, 11) else 0)'
	@test -x $(V)/python || $(PYTHON) -m venv .venv
	$(V)/pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/dev: .venv/run requirements/dev.txt
	$(V)/pip install --quiet --disable-pip-version-check -r requirements/dev.txt
	@touch $@

lms/translations/%/LC_MESSAGES/messages.mo: lms/translations/%/LC_MESSAGES/messages.po .venv/run
	@$(V)/pybabel --quiet compile -i $< -o $@

CATALOGUES := $(patsubst %.po,%.mo,$(wildcard lms/translations/*/LC_MESSAGES/messages.po))

demo: .venv/run $(CATALOGUES) ## Set up everything and serve the product with its demo data (PORT=8000, LAN=1)
	@exec $(V)/python -m lms.demo

demo-reset: .venv/run $(CATALOGUES) ## Throw the demo away and start over
	@exec $(V)/python -m lms.demo --reset

test: .venv/dev $(CATALOGUES) ## Set up and run all tests, or those of a feature: T=tests/excuses
	$(V)/pytest $(or $(T),-n 3 --dist worksteal --hypothesis-profile=full)

test-long: .venv/dev $(CATALOGUES) mutants ## The long campaigns, every page in every state, mutants
	$(V)/pytest -n 2 --dist worksteal --long -o timeout=0

mutants: .venv/dev $(CATALOGUES) ## Change the rules a little, a thousand times: does a test notice?
	$(V)/mutmut run --max-children 2 $(SAMPLE)
	$(V)/mutmut export-cicd-stats
	$(V)/python -m tests.mutants

check: .venv/dev ## Lint, format, types
	$(V)/ruff check .
	$(V)/ruff format --check .
	$(V)/mypy
	$(V)/djlint templates --lint --quiet

format: .venv/dev ## Bring the code into form
	$(V)/ruff check --fix .
	$(V)/ruff format .

worksheets: .venv/run ## The spreadsheets of the five days and the trainer's solved ones: FOLDER=/some/folder
	@$(V)/python -m courses.worksheets $(or $(FOLDER),instance/worksheets)

bench: .venv/run $(CATALOGUES) ## Measure the product beside an empty route, and 500 people in one quiz
	$(V)/python -m benchmarks

messages: .venv/run ## Collect the sentences of the interface into the catalogues
	PYTHONPATH=. $(V)/pybabel --quiet extract -F babel.cfg -k gettext_noop -k lazy_gettext --no-location --sort-output --omit-header -o .venv/messages.pot .
	$(V)/pybabel --quiet update -i .venv/messages.pot -d lms/translations --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --width 0

screenshots: .venv/dev $(CATALOGUES) ## Every screen of every role, into screenshots/
	$(V)/python -m tests.screenshots

guides: .venv/dev $(CATALOGUES) ## The printed guides: their pictures anew, the PDFs into guides/
	GUIDES=guides $(V)/python -m tests.guides

PIN = $(V)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url

requirements: .venv/dev ## Pin the newest versions of everything, with the hash of each file
	$(V)/pip install --quiet --disable-pip-version-check uv
	$(PIN) requirements/run.in -o requirements.txt
	$(PIN) requirements/dev.in -o requirements/dev.txt

sbom: .venv/run ## What the product is made of: sbom.json (CycloneDX)
	@test -x .venv/sbom/bin/cyclonedx-py || { $(PYTHON) -m venv .venv/sbom && .venv/sbom/bin/pip install --quiet --disable-pip-version-check cyclonedx-bom==7.5.0; }
	@.venv/sbom/bin/cyclonedx-py requirements requirements.txt --output-file sbom.json --output-reproducible

audit: .venv/run ## Ask the list of known holes (PyPI, OSV) about every package that is pinned
	@test -x .venv/audit/bin/pip-audit || { $(PYTHON) -m venv .venv/audit && .venv/audit/bin/pip install --quiet --disable-pip-version-check pip-audit==2.10.1; }
	@.venv/audit/bin/pip-audit --requirement requirements.txt --requirement requirements/dev.txt --require-hashes --disable-pip --strict --progress-spinner off

clean: ## Remove what was built (not the database)
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis mutants
