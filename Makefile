# What a newcomer needs: `make run` to try it, `make test` to check it. Everything else is in `make help`.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.ONESHELL:
.DEFAULT_GOAL := help

WEB_STAMP := web/node_modules/.package-lock.json
CARGO_TARGET := $(or $(CARGO_TARGET_DIR),target)
DATA ?= var/demo

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: build ## build everything and start the demo shop at http://localhost:8080
	@exec $(CARGO_TARGET)/release/yingke demo --data $(DATA)

build: web ## the one binary, with the web inside, in target/release/yingke
	@echo "==> building the binary (the first time takes some minutes)"
	cargo build --release --locked --bin yingke

web: $(WEB_STAMP) ## console, portal and widget
	@scripts/web.sh

$(WEB_STAMP): web/package-lock.json
	@echo "==> installing the web's packages"
	cd web && npm ci --engine-strict --no-audit --no-fund
	touch node_modules/.package-lock.json

test: ## everything: both databases, web, browser, licences, generated files
	@scripts/test.sh

bench: ## measure; see docs/BENCHMARKS.md
	@scripts/bench.sh

generate: $(WEB_STAMP) ## write the generated files again: API document and TypeScript client
	@scripts/generate.sh

licences: ## check what we depend on against docs/licences.toml
	@node scripts/licences.mjs

clean: ## remove what was built (not your data)
	rm -rf target web/node_modules web/apps/*/dist

.PHONY: help run build web test bench generate licences clean
