#!/usr/bin/env bash
# Every check, one after another. A failure does not hide the ones behind it, unless nothing would compile.
# cargo's own tests come last, so that their closing lines close the run.
set -uo pipefail
cd "$(dirname "$0")/.."

failed=()
began=$SECONDS
stage() {
  local name=$1 start=$SECONDS
  shift
  echo "── $name"
  if "$@"; then
    echo "── $name: passed, $((SECONDS - start)) s"
  else
    failed+=("$name")
    echo "── $name: FAILED, $((SECONDS - start)) s"
    return 1
  fi
}
in_folder() { (cd "$1" && shift && "$@"); }

stage "formatting" cargo fmt --all --check
stage "house rules" cargo run --locked --quiet --package xtask
stage "scripts of the pages" in_folder crates/web/assets npm test --silent
stage "clippy" cargo clippy --locked --workspace --all-targets -- -D warnings
# The tests' own build makes the program too, with the features of the whole workspace: nothing is compiled twice.
if stage "build" cargo test --locked --workspace --no-run --quiet; then
  stage "browser journey" in_folder e2e npm test --silent
fi
stage "tests" cargo test --locked --workspace

if ((${#failed[@]})); then
  printf 'FAILED after %d s: %s\n' $((SECONDS - began)) "$(IFS=,; echo "${failed[*]}")" >&2
  exit 1
fi
