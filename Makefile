# `make help` lists what can be made. Everything here may be run again at any time:
# what is already done is not done twice.

PORT ?= 8000
DATA ?= $(CURDIR)/data
JOBS ?= 2

env := .venv/bin
# A script of bootstrap/, on the machine's own Python.
fetch := python=$$(sh bootstrap/python.sh) && "$$python" -m

.DEFAULT_GOAL := help
.PHONY: help setup develop web demo demo-data run run-phone test test-python test-client \
	services lint format bench bench-client screenshots lock clean

help: ## List what can be made
	@awk 'BEGIN { FS = ":.*## " } /^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' \
		$(MAKEFILE_LIST)

setup: ## Install the Python packages and the command .venv/bin/chafang
	@$(fetch) bootstrap.environment runtime

web: setup ## Build the field app and the console's assets
	@$(fetch) bootstrap.web

demo demo-data run run-phone: export CHAFANG_DATA ?= $(DATA)

demo: setup web ## Make the data folder with the demo campaign, once
	@$(env)/chafang demo

# The same without a word: what serves says who can sign in.
demo-data: setup web
	@$(env)/chafang demo > /dev/null

run: demo-data ## Set up everything and serve it at http://127.0.0.1:8000 (PORT=…)
	@exec $(env)/chafang serve --host 127.0.0.1 --port $(PORT)

run-phone: demo-data ## The same over TLS for phones in this network
	@exec $(env)/chafang serve --tls --port $(PORT)

develop: ## Install what tests and linters need as well
	@$(fetch) bootstrap.environment develop

services: develop ## Find or fetch what tests drive: browsers, databases, disks
	@$(fetch) bootstrap.browser || echo "No Chromium here: its tests are skipped."
	@$(fetch) bootstrap.webkit || echo "No WebKit here: its test is skipped."
	@$(fetch) bootstrap.postgres || echo "No PostgreSQL here: its tests are skipped."
	@$(fetch) bootstrap.letters || echo "No LibreOffice here: its tests are skipped."
	@$(fetch) bootstrap.faults || echo "Power cuts need root here: their tests are skipped."

test: test-client test-python ## Run every test, the browser's included

test-client: develop web ## Run the field app's own tests
	@$(fetch) bootstrap.node npm --prefix sync/client run --silent test

test-python: develop web services ## Run the Python and browser tests (TESTS=…)
	@$(fetch) bootstrap.packages tests/foreign
	@$(fetch) bootstrap.node $(env)/pytest -n $(JOBS) --dist loadgroup $(TESTS)

lint: develop ## Check style, types and the import rule
	@$(env)/ruff check .
	@$(env)/ruff format --check .
	@$(env)/mypy
	@$(env)/lint-imports --no-cache
	@$(fetch) bootstrap.packages sync/client
	@$(fetch) bootstrap.node npm --prefix sync/client run --silent check

format: develop ## Write the code as the formatter breaks it
	@$(env)/ruff format .
	@$(env)/ruff check --fix .

bench: develop web ## Measure, print JSON and write build/bench.json
	@$(env)/python -m bench

bench-client: develop web services ## Measure the field app in a slowed-down Chromium
	@$(env)/python -m bench.client

screenshots: develop web services ## Draw every main screen into docs/images
	@SCREENSHOTS=docs/images $(env)/pytest -m browser tests/browser

lock: develop ## Renew the lock files from requirements/*.in (UPGRADE=--upgrade)
	@sh bootstrap/lock.sh

clean: ## Remove what was made; the data folder stays
	rm -rf .venv build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
	rm -rf sync/client/dist sync/client/node_modules server/assets/node_modules
	rm -rf bootstrap/chromium/node_modules tests/foreign/node_modules
	rm -rf server/static/vendor server/static/fonts
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
