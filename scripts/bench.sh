#!/usr/bin/env bash
# Runs the measurements on services of their own that keep every commit durable.
set -euo pipefail
cd "$(dirname "$0")/.."

folder=$(mktemp -d)
# PostgreSQL runs as another user below it.
chmod 755 "$folder"
services=$folder/services
cleanup() { scripts/services.sh stop "$services" || true; rm -rf "$folder"; }
trap cleanup EXIT
YINGKE_TEST_DURABLE=1 scripts/services.sh start "$services" >/dev/null
# shellcheck disable=SC1091
source "$services/env"
cargo build --release --locked --bin yingke
cargo run --release --locked -p yingke-bench -- "$@"
