#!/usr/bin/env bash
# Builds console, portal and widget, unless nothing has changed since the last time.
set -euo pipefail
cd "$(dirname "$0")/.."

stamp=web/node_modules/.yingke-built
inputs=$(find web/apps web/packages web/*.json web/*.mjs -type f -not -path '*/dist/*' -not -path '*/node_modules/*' -print0 | sort -z |
  xargs -0 sha256sum | sha256sum)
if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$inputs" ] && [ -f web/apps/console/dist/index.html ] && [ -f web/apps/portal/dist/index.html ] &&
  [ -f web/apps/widget/dist/widget.js ]; then
  echo "==> the web is built already"
  exit 0
fi
echo "==> building the web"
(cd web && npm run build)
echo "$inputs" >"$stamp"
