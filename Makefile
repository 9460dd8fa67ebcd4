# The two doors: `make demo` shows the program, `make test` runs every check.
# Each first installs what it lacks (as root or with sudo), or names the missing package in one line and stops.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help setup assets demo test test-quick journey lint fmt bench

ASSETS := crates/web/assets
STYLE := crates/web/dist/app.css
SOURCES := $(wildcard $(ASSETS)/css/*.css $(ASSETS)/js/*.js $(ASSETS)/icons/*.svg $(ASSETS)/*.svg) $(ASSETS)/build.mjs

# A first build keeps nothing for a second one, which takes a part of its time.
ifeq ($(wildcard target/debug),)
export CARGO_INCREMENTAL := 0
endif

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 20

setup: ## install what building and testing need
	@scripts/setup.sh build test

assets: $(STYLE) ## bundle the style sheet, fonts and scripts

$(STYLE): $(SOURCES) $(ASSETS)/node_modules/.package-lock.json
	cd $(ASSETS) && npm run --silent build
	@touch $@

%/node_modules/.package-lock.json: %/package.json %/package-lock.json
	cd $* && npm ci --no-fund --no-audit --loglevel=error
	@touch $@

demo: ## fill a sample city and serve it
	@scripts/setup.sh build
	@$(MAKE) --no-print-directory assets
	cargo run --locked --package vunggoc -- demo $(DEMO)

test: ## every check: style, lints, house rules, tests on both stores, browser journey
	@scripts/setup.sh build test
	@$(MAKE) --no-print-directory assets e2e/node_modules/.package-lock.json
	@scripts/test.sh

test-quick: assets ## tests that need neither PostgreSQL nor a browser
	cargo test --locked --package vunggoc-calendar --package vunggoc-core --package vunggoc-figures \
	  --package vunggoc-report --package vunggoc-sample --package vunggoc-sheets --package xtask

journey: assets e2e/node_modules/.package-lock.json ## the browser journey alone
	cargo build --locked --package vunggoc
	cd e2e && npm test

lint: assets ## formatting, clippy, house rules
	cargo fmt --all --check
	cargo clippy --locked --workspace --all-targets -- -D warnings
	cargo run --locked --quiet --package xtask
	cd $(ASSETS) && npm test --silent

fmt: ## format the Rust code
	cargo fmt --all

bench: assets ## measure; see bench/README.md
	@for script in $(filter-out bench/setup.sh,$(wildcard bench/*.sh)); do echo "── $$script"; $$script || exit 1; done
