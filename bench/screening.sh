#!/bin/sh
# The screening of 52,000 base organisations by 40 criteria: ours on one core, DuckDB on two threads.
# Fails if the two do not agree on every outcome and every letter of every sentence.
set -eu
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
bench/setup.sh >&2
cargo build --quiet --release -p vunggoc-core --example bench_screening
ours=$("${CARGO_TARGET_DIR:-target}"/release/examples/bench_screening "$folder")
theirs=$(bench/.venv/bin/python bench/screening_duckdb.py "$folder" 2)
echo "ours:   $ours"
echo "duckdb: $theirs"
python3 - "$ours" "$theirs" <<'PY'
import json, sys
ours, theirs = map(json.loads, sys.argv[1:])
assert ours["n_hits"] == theirs["n_hits"], "different numbers of hits"
print(f"answers equal; DuckDB takes {theirs['median_ms'] / ours['median_ms']:.1f} times as long (medians on the clock); "
      f"on the processor {theirs['cpu_median_ms'] / max(ours['cpu_median_ms'], 1e-9):.1f} times as much")
PY
