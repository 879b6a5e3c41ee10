"""How fast expressions are: `python -m tests.benchmarks.feel [--json]`.

Times are the processor's, the best of several rounds, in microseconds per evaluation; the import is
measured in a fresh interpreter, in milliseconds beyond an empty one. Each figure stands beside its
limit.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import timeit
from collections.abc import Callable
from decimal import Decimal
from tempfile import TemporaryDirectory
from time import process_time

from engine.decisions import load
from engine.feel import parse
from engine.feel.expression import Expression
from engine.feel.syntax.parser import parse_expression

TEXT = 'a > 10 and tier = "gold"'
CONTEXT = {"a": 42, "tier": "gold"}
IMPORT = """
import time; start = time.process_time(); import engine.feel
print((time.process_time() - start) * 1000)
"""
ROWS = 200
TABLE = """<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="m" name="M"
 namespace="n"><decision id="d" name="D"><decisionTable id="t" hitPolicy="UNIQUE">
<input><inputExpression typeRef="number"><text>capacity</text></inputExpression></input>
<input><inputExpression typeRef="string"><text>tier</text></inputExpression></input>
<output name="limit" typeRef="number"/>{rules}</decisionTable></decision></definitions>"""
RULE = """<rule><inputEntry><text>[{low}..{high})</text></inputEntry>
<inputEntry><text>"{tier}"</text></inputEntry><outputEntry><text>{n}</text></outputEntry></rule>"""


def microseconds(action: Callable[[], object], times: int, rounds: int = 7) -> float:
    taken = timeit.repeat(action, number=times, repeat=rounds, timer=process_time)
    return min(taken) / times * 1e6


def import_milliseconds() -> float:
    command = [sys.executable, "-c", IMPORT]
    with TemporaryDirectory() as compiled:
        kept = {**os.environ, "PYTHONPYCACHEPREFIX": compiled, "PYTHONDONTWRITEBYTECODE": ""}
        runs = [
            subprocess.run(command, capture_output=True, check=True, env=kept)
            for _ in range(8)  # the first one compiles, as an installation does
        ]
    return min(float(run.stdout) for run in runs)


def decision() -> Callable[[], object]:
    """Return what evaluates a decision of 200 rows: the last takes the case, two columns decide."""
    rules = "".join(
        RULE.format(low=n // 2 * 10, high=n // 2 * 10 + 10, tier=("gold", "silver")[n % 2], n=n)
        for n in range(ROWS)
    )
    model = load(TABLE.format(rules=rules))
    inputs = {"capacity": Decimal(ROWS * 5 - 5), "tier": "silver"}
    assert model.evaluate("d", inputs).value == ROWS - 1
    return lambda: model.evaluate("d", inputs)


def figures() -> dict[str, dict[str, float]]:
    ready = parse(TEXT)
    loop = parse("sum(for line in lines return line.price * line.number)")
    lines = {"lines": [{"price": n, "number": 2} for n in range(100)]}
    measured = {
        "parsed_us": (microseconds(lambda: ready.evaluate(CONTEXT), 20_000), 3),
        "parse_and_evaluate_us": (
            microseconds(lambda: Expression(TEXT, parse_expression(TEXT)).evaluate(CONTEXT), 500),
            150,
        ),
        "loop_over_100_us": (microseconds(lambda: loop.evaluate(lines), 100), None),
        "200_row_decision_us": (microseconds(decision(), 500), 150),
        "import_ms": (import_milliseconds(), 100),
    }
    return {
        name: {"figure": round(figure, 2)} | ({"limit": limit} if limit else {})
        for name, (figure, limit) in measured.items()
    }


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--json", action="store_true", help="print JSON")
    as_json = arguments.parse_args().json
    found = figures()
    if as_json:
        print(json.dumps(found, indent=2))  # noqa: T201 - the output of the command
    else:
        for name, figure in found.items():
            print(f"{name:24} {figure['figure']:10.2f}   limit {figure.get('limit', '-')}")  # noqa: T201 - the output of the command
    return int(any(f["figure"] > f.get("limit", f["figure"]) for f in found.values()))


if __name__ == "__main__":
    sys.exit(main())
