#!/usr/bin/env bash
# Everything that must hold, in one go. Starts its own services and stops them; every step runs even when an earlier
# one failed, and the end tells which.
set -uo pipefail
cd "$(dirname "$0")/.."

logs=$(mktemp -d)
# PostgreSQL runs as another user below it.
chmod 755 "$logs"
services="$logs/services"
failed=()
lines=()

cleanup() {
  if [ -e "$services/pg.pid" ]; then scripts/services.sh stop "$services" || true; fi
  rm -rf "$logs"
}
trap cleanup EXIT
trap 'exit 130' INT TERM

# step NAME COMMAND…: shows the output as it comes and keeps its last lines for the end.
step() {
  local name=$1 began=$SECONDS
  shift
  echo
  echo "==> $name"
  if "$@" 2>&1 | tee "$logs/$name.log"; then
    lines+=("ok      $name ($((SECONDS - began)) s)")
  else
    lines+=("FAILED  $name ($((SECONDS - began)) s)")
    failed+=("$name")
  fi
}

# The closing line of a runner: how many tests there were and how many passed.
closing() {
  [ -f "$logs/$1.log" ] || return 0
  sed 's/\x1b\[[0-9;]*m//g' "$logs/$1.log" | grep -E "$2" | tail -n "${3:-1}"
}

rust_tests() {
  if cargo nextest --version >/dev/null 2>&1; then
    cargo nextest run --workspace --locked --no-fail-fast
  else
    cargo test --workspace --locked --no-fail-fast
  fi
}
web_check() { (cd web && npm run --silent check && npm run --silent lint); }
web_tests() { (cd web && npm test --silent); }
web_size() { (cd web && npm run --silent size -w @yingke/widget); }
browser_tests() { if [ -x e2e/run ]; then e2e/run; fi; }

scripts/services.sh start "$services" >/dev/null || exit 1
# shellcheck disable=SC1091
source "$services/env"
# Public texts that merely measure, when they lie beside the repository.
if [ -z "${YINGKE_DATA:-}" ] && [ -d ../shared/data ]; then
  YINGKE_DATA=$(cd ../shared/data && pwd)
  export YINGKE_DATA
fi
[ -n "${YINGKE_DATA:-}" ] || echo "SKIPPED: measuring on public texts (YINGKE_DATA is not set)"

step packages make --no-print-directory web/node_modules/.package-lock.json
step web-build scripts/web.sh
step format cargo fmt --all --check
step rust rust_tests
step drift scripts/drift.sh
step licences node scripts/licences.mjs
step web-check web_check
step web-tests web_tests
step web-size web_size
step browser browser_tests

echo
echo "==> results"
printf '%s\n' "${lines[@]}"
closing rust '(tests run:|test result:)' 40
closing web-tests '(Test Files|Tests) '
closing browser '^# (tests|pass|fail) ' 3
closing licences 'licences:'
if [ ${#failed[@]} -gt 0 ]; then
  echo "failed: ${failed[*]}"
  exit 1
fi
echo "everything passed"
