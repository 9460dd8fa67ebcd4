"""The screening of bench_screening.rs once more, in SQL: same data, same outcomes, same sentences.

Usage: screening_duckdb.py FOLDER [THREADS]
Reads data.csv, criteria.csv and answers.csv of FOLDER; fails if one outcome or one letter of a sentence differs.
Data are resident in an in-memory database before the clock starts. Two ways to write the query are timed, and the
faster one counts.
"""

import csv
import json
import pathlib
import statistics
import sys
import time

import duckdb

RUNS = 15
LIFT = (5, 100)
SIGN = {"below": "<", "at-most": "<=", "above": ">", "at-least": ">="}
WORDS = {1: "6 tháng đầu năm 2024", 2: "hai kỳ liên tiếp (đến 6 tháng đầu năm 2024)"}

MACROS = """
CREATE MACRO rounded(x, b, ten) AS (x * 200 * ten + b) // (2 * b);
CREATE MACRO digits(x, b, n, d) AS CASE
  WHEN x * d = n * b OR rounded(x, b, 10) * d <> n * 1000 THEN 1
  WHEN rounded(x, b, 100) * d <> n * 10000 THEN 2
  WHEN rounded(x, b, 1000) * d <> n * 100000 THEN 3 ELSE 4 END;
CREATE MACRO grouped(n) AS CASE WHEN n < 1000 THEN n::VARCHAR
  ELSE (n // 1000)::VARCHAR || '.' || lpad((n % 1000)::VARCHAR, 3, '0') END;
CREATE MACRO written(r, k, ten) AS CASE WHEN r % ten = 0 THEN grouped(r // ten)
  ELSE grouped(r // ten) || ',' || rtrim(lpad((r % ten)::VARCHAR, k, '0'), '0') END;
CREATE MACRO share(x, b, n, d) AS CASE digits(x, b, n, d)
  WHEN 1 THEN written(rounded(x, b, 10), 1, 10) WHEN 2 THEN written(rounded(x, b, 100), 2, 100)
  WHEN 3 THEN written(rounded(x, b, 1000), 3, 1000) ELSE written(rounded(x, b, 10000), 4, 10000) END || '%';
"""


def any_of(parts):
    return "(" + " OR ".join(parts) + ")"


def outcome(c):
    """0 not applicable, 1 clear, 2 undetermined, 3 hit."""
    clear, zero, missing = [], [], []
    for back in range(int(c["n_periods"])):
        x, b = f"{c['of']}_{back}", f"{c['base']}_{back}" if c["base"] else "1"
        holds = f"{x} * {c['denominator']} {SIGN[c['comparison']]} {b} * {c['numerator']}"
        if c["base"]:
            clear.append(f"({b} > 0 AND NOT ({holds}))")
            zero.append(f"{b} <= 0")
            missing.append(f"{b} IS NULL")
        else:
            clear.append(f"NOT ({holds})")
        missing.append(f"{x} IS NULL")
    whens = ["WHEN level <> 'base' THEN 0"]
    if c["kind"]:
        whens.append(f"WHEN kind <> '{c['kind']}' THEN 0")
    if c["guard"]:
        whens.append(f"WHEN {c['guard']}_0 < 9 THEN 0")
        missing.append(f"{c['guard']}_0 IS NULL")
    whens.append(f"WHEN {any_of(clear)} THEN 1")
    if zero:
        whens.append(f"WHEN {any_of(zero)} THEN {2 if c['base_zero'] == 'undetermined' else 0}")
    whens.append(f"WHEN {any_of(missing)} THEN {2 if c['missing'] == 'undetermined' else 0}")
    return f"(CASE {' '.join(whens)} ELSE 3 END)::TINYINT"


def sentence(c):
    x, b, n, d = f"{c['of']}_0", f"{c['base']}_0", c["numerator"], c["denominator"]
    run = WORDS[int(c["n_periods"])]
    if c["base"]:
        return f"'Tỷ lệ đạt ' || share({x}, {b}, {n}, {d}) || ' (' || {x} || '/' || {b} || '), so với mức {n}%, {run}'"
    return f"'Số liệu là ' || {x} || ', so với mức {n}, {run}'"


def lift_sql(rules, table):
    """Hits below, for each unit above; one scan."""
    lifted = [c for c in rules if c["lifted"] == "1"]
    sums = ", ".join(
        f"count(*) FILTER (c{c['place']} = 3) AS h{c['place']}, count(*) FILTER (c{c['place']} = 2) AS u{c['place']}, "
        f"count(*) FILTER (c{c['place']} <> 0) AS m{c['place']}" for c in lifted)
    n, d = LIFT
    rows = []
    for c in lifted:
        p = c["place"]
        text = (f"h{p} || '/' || m{p} || ' tổ chức đảng trực thuộc có biểu hiện “Tiêu chí {p}”' || "
                f"CASE WHEN u{p} > 0 THEN '; ' || u{p} || ' tổ chức chưa đủ số liệu' ELSE '' END")
        verdict = f"CASE WHEN h{p} * {d} > m{p} * {n} THEN 3 WHEN (h{p} + u{p}) * {d} > m{p} * {n} THEN 2 ELSE 1 END"
        rows.append(f"SELECT {p} AS criterion, parent AS position, {verdict} AS outcome, "
                    f"CASE WHEN {verdict} = 3 THEN {text} END AS sentence FROM s WHERE m{p} > 0")
    return (f"CREATE OR REPLACE TEMP TABLE lifted AS WITH s AS (SELECT parent, {sums} FROM {table} "
            f"WHERE level = 'base' GROUP BY parent) " + " UNION ALL ".join(rows))


def decide(db, rules):
    """Outcomes of all criteria in one scan."""
    outcomes = ", ".join(f"{outcome(c)} AS c{c['place']}" for c in rules)
    db.execute(f"CREATE OR REPLACE TEMP TABLE o AS SELECT position, level, parent, {outcomes} FROM data")


def hits(c, columns, source):
    return f"SELECT {c['place']} AS criterion, o.position, {columns} FROM {source} WHERE c{c['place']} = 3"


def by_criterion(db, rules):
    """A sentence written in the query of each criterion."""
    decide(db, rules)
    said = " UNION ALL ".join(hits(c, f"{sentence(c)} AS sentence", "o JOIN data USING (position)") for c in rules)
    db.execute(f"CREATE OR REPLACE TEMP TABLE said AS {said}")
    db.execute(lift_sql(rules, "o"))


def all_at_once(db, rules):
    """The figures of all hits gathered first, then all sentences written by one expression."""
    decide(db, rules)
    gathered = " UNION ALL ".join(hits(
        c, f"{c['of']}_0 AS x, {c['base'] + '_0' if c['base'] else 'NULL::BIGINT'} AS b, {c['numerator']} AS n, "
        f"{c['denominator']} AS d, '{WORDS[int(c['n_periods'])]}' AS run",
        "o POSITIONAL JOIN data") for c in rules)
    db.execute(f"""CREATE OR REPLACE TEMP TABLE said AS
        WITH hit AS ({gathered}),
        k AS (SELECT *, CASE WHEN b IS NOT NULL THEN digits(x, b, n, d) END AS k FROM hit),
        r AS (SELECT *, pow(10, k)::BIGINT AS ten, rounded(x, b, pow(10, k)::BIGINT) AS r FROM k)
        SELECT criterion, position, CASE WHEN b IS NULL THEN 'Số liệu là ' || x || ', so với mức ' || n || ', ' || run
          ELSE 'Tỷ lệ đạt ' || written(r, k, ten) || '% (' || x || '/' || b || '), so với mức ' || n || '%, ' || run
          END AS sentence FROM r""")
    db.execute(lift_sql(rules, "o"))


def answers(db, rules):
    """Outcome and sentence as rows, outside the clock."""
    own = " UNION ALL ".join(f"SELECT {c['place']} AS criterion, position, c{c['place']} AS outcome FROM o "
                             f"WHERE c{c['place']} <> 0" for c in rules)
    db.execute(f"CREATE OR REPLACE TEMP TABLE theirs AS SELECT a.criterion, a.position, a.outcome, said.sentence "
               f"FROM ({own}) a LEFT JOIN said ON said.criterion = a.criterion AND said.position = a.position "
               f"UNION ALL SELECT * FROM lifted")


def differences(db):
    return db.execute("""
        SELECT criterion, position, theirs.outcome, theirs.sentence, ours.outcome, ours.sentence
        FROM theirs FULL OUTER JOIN ours USING (criterion, position)
        WHERE theirs.outcome IS DISTINCT FROM ours.outcome
           OR coalesce(theirs.sentence, '') <> coalesce(ours.sentence, '')""").fetchall()


def main():
    folder = pathlib.Path(sys.argv[1])
    threads = int(sys.argv[2]) if len(sys.argv) > 2 else 2
    rules = list(csv.DictReader(open(folder / "criteria.csv", encoding="utf-8")))
    db = duckdb.connect()
    db.execute(f"SET threads = {threads}")
    db.execute(MACROS)
    figures = {name: "BIGINT" for name in next(csv.reader(open(folder / "data.csv"))) if name[0] == "x"}
    types = json.dumps({"position": "BIGINT", "level": "VARCHAR", "kind": "VARCHAR", "parent": "BIGINT", **figures})
    db.execute(f"CREATE TABLE data AS SELECT * FROM read_csv('{folder}/data.csv', header = true, columns = {types})")
    db.execute(f"CREATE TABLE ours AS SELECT * FROM read_csv('{folder}/answers.csv', header = true, "
               "columns = {'criterion': 'BIGINT', 'position': 'BIGINT', 'outcome': 'BIGINT', 'sentence': 'VARCHAR'})")
    best = None
    for way in (by_criterion, all_at_once):
        times, cpu = [], []
        for _ in range(RUNS):
            began, worked = time.perf_counter(), time.process_time()
            way(db, rules)
            times.append((time.perf_counter() - began) * 1e3)
            cpu.append((time.process_time() - worked) * 1e3)
        answers(db, rules)
        wrong = differences(db)
        n_hits = db.execute("SELECT count(*) FROM theirs WHERE outcome = 3").fetchone()[0]
        if wrong:
            sys.exit(f"{way.__name__}: {len(wrong)} answers differ, e.g. {wrong[:3]}")
        times.sort()
        result = {"way": way.__name__, "threads": threads, "n_hits": n_hits, "runs": RUNS,
                  "median_ms": round(statistics.median(times), 2), "p95_ms": round(times[int(len(times) * .95)], 2),
                  "min_ms": round(times[0], 2), "max_ms": round(times[-1], 2), "cpu_median_ms": round(statistics.median(cpu), 2)}
        print(json.dumps(result), file=sys.stderr)
        if best is None or result["median_ms"] < best["median_ms"]:
            best = result
    print(json.dumps(best))


main()
