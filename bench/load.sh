#!/bin/bash
# Pages of the sample under load: bench/load.sh [TIMES] [RATE] [SECONDS] [--only TEXT]…
# TIMES is how many times over the sample is filled (1; 10 for the list pages). The generator is pinned to the last
# core; the server may use all. Prints the time from start to the first page, each shape of page, and the memory.
set -euo pipefail
cd "$(dirname "$0")/.."
times=${1:-1} rate=${2:-100} seconds=${3:-60}
shift $(($# < 3 ? $# : 3))
target=${CARGO_TARGET_DIR:-target}/release
cargo build --quiet --release -p vunggoc --bin vunggoc --example load
folder=${BENCH_FOLDER:-$(mktemp -d)} port=${BENCH_PORT:-8190}
stop() { [[ -z ${server:-} ]] || { kill -TERM "$server" && wait "$server"; server=; } 2>/dev/null || true; }
trap stop EXIT
start() {
  local began
  began=$(date +%s%N)
  "$target/vunggoc" demo --times "$times" --folder "$folder" --listen "127.0.0.1:$port" >"$folder/said" 2>&1 &
  server=$!
  until curl -fso /dev/null "http://127.0.0.1:$port/sign-in"; do kill -0 "$server"; sleep 0.02; done
  echo "$1: $((($(date +%s%N) - began) / 1000000)) ms"
}
start "first start, fill included"
stop
start "start to first page"
# The login of the expert of the standing office, and behind it the fresh password.
person=$(awk '$1 == "chuyen-vien" { print $1, $2 }' "$folder/said")
taskset -c $(($(nproc) - 1)) "$target/examples/load" "http://127.0.0.1:$port" $person --rate "$rate" --seconds "$seconds" "$@" || failed=1
sleep 10
grep VmRSS "/proc/$server/status"
exit "${failed:-0}"
