#!/usr/bin/env bash
# Writes the generated files: the OpenAPI document and the TypeScript types made from it.
set -euo pipefail
cd "$(dirname "$0")/.."

echo "==> API document"
cargo run --locked --quiet --bin yingke -- openapi --out web/packages/api/openapi.json
echo "==> TypeScript client"
(cd web && npm run --silent generate)
