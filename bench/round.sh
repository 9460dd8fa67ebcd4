#!/bin/sh
# A whole round over 52,000 base organisations on both engines: read, screen, say, store.
set -eu
cd "$(dirname "$0")/.."
cargo build --quiet --release -p vunggoc-app --example bench_round
VUNGGOC_MEASURED=1 "${CARGO_TARGET_DIR:-target}"/release/examples/bench_round "${1:-7}"
