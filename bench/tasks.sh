#!/bin/sh
# A million tasks, 12 % of them open, on both engines: bench/tasks.sh [N_TASKS] [SECONDS] [ENGINE].
# "My tasks" and "late in my subtree" (of a commune, a district and the city) at 100 requests a second, open loop: the
# time of each counts from when it was due, not from when it was sent. One JSON line an engine and question.
set -eu
cd "$(dirname "$0")/.."
cargo build --quiet --release -p vunggoc-app --example bench_tasks
VUNGGOC_MEASURED=1 "${CARGO_TARGET_DIR:-target}"/release/examples/bench_tasks "$@"
