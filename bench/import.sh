#!/bin/sh
# Import of 1,000,000 figures from XLSX on both engines, beside a streaming read and the same rows by multi-row INSERT.
# bench/import.sh [RUNS] [UNITS]; fails if the tables of the two differ.
set -eu
cd "$(dirname "$0")/.."
cargo build --quiet --release -p vunggoc-app --example bench_import
VUNGGOC_MEASURED=1 "${CARGO_TARGET_DIR:-target}"/release/examples/bench_import "$@"
