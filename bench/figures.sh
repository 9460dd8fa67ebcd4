#!/bin/sh
# The audit of figures: report sentences of 25 to 400 pages, and adversarial texts at two lengths.
# Time should grow fourfold where the text does.
set -eu
cd "$(dirname "$0")/.."
cargo build --quiet --release -p vunggoc-figures --example speed
"${CARGO_TARGET_DIR:-target}"/release/examples/speed "${1:-30}"
