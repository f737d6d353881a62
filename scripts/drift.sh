#!/usr/bin/env bash
# Fails when a generated file is not what the sources make of it.
set -euo pipefail
cd "$(dirname "$0")/.."

kept=$(mktemp -d)
trap 'rm -rf "$kept"' EXIT
files=(web/packages/api/openapi.json web/packages/api/src/schema.ts)
for file in "${files[@]}"; do
  mkdir -p "$kept/$(dirname "$file")"
  cp "$file" "$kept/$file"
done
scripts/generate.sh
drifted=0
for file in "${files[@]}"; do
  if ! diff -u "$kept/$file" "$file" | head -n 60; then drifted=1; fi
  cmp -s "$kept/$file" "$file" || drifted=1
  # A check changes nothing.
  cp "$kept/$file" "$file"
done
if [ "$drifted" -ne 0 ]; then
  echo "The API and its generated client differ: run \`make generate\` and commit the result." >&2
  exit 1
fi
echo "generated files: up to date"
