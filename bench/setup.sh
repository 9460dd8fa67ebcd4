#!/bin/sh
# Makes the Python environment of the comparisons: bench/.venv with DuckDB at a fixed version.
set -eu
cd "$(dirname "$0")"
[ -x .venv/bin/python ] || python3 -m venv .venv
.venv/bin/pip install --quiet --disable-pip-version-check duckdb==1.4.1
.venv/bin/python -c 'import duckdb; print("duckdb", duckdb.__version__)'
