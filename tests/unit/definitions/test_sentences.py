"""Every code has its sentence, and every sentence a code."""

import re
from pathlib import Path

from engine.definitions.forms.submissions.verdict import SENTENCES as FIELD_SENTENCES
from engine.definitions.problems import Problem, Severity, errors
from engine.definitions.sentences import SENTENCES

PACKAGE = Path(__file__).parents[3] / "engine" / "definitions"
SOURCES = {
    path: path.read_text(encoding="utf-8")
    for path in (*PACKAGE.rglob("*.py"), PACKAGE.parent / "kernel" / "xml.py")
    if path.name not in ("sentences.py", "verdict.py")
}
PROBLEM = re.compile(
    r'(?:Problem\(\s*code=|\.(?:error|warning)\(\s*[^",]+,\s*|\bnote\(|notes\.form\()\s*"([a-z-]+)"'
    r'|UnreadableFile\(\s*\w+,\s*"([a-z-]+)"'
)
FIELD = re.compile(
    r'Refused\(code="([a-z-]+)"|(?:yield|return|else) \(?"([a-z-]+)", \{|_error\(made, "([a-z-]+)"'
)
ELSEWHERE = {
    # chosen by an expression, or reported by engine.decisions and passed on
    *("mapping-text", "mapping-open", "mapping-computed"),
    *("connector", "extension", "too-deep", "not-xml", "leads-nowhere"),
    *("table-gap", "table-overlap", "table-unreachable", "table-not-allowed"),
    *("table-wrong-type", "table-wrong-output", "table-not-checked"),
    *("table-words-differ", "table-words-of-none"),
    # found by the work that follows a form (engine.cases.work.topics)
    "taken",
    *("not-dmn", "import-missing", "import-cycle", "integer", "decimal-digits", "type"),
}


def codes(pattern):
    found = (match for text in SOURCES.values() for match in pattern.finditer(text))
    return {group for match in found for group in match.groups() if group}


def test_every_problem_has_a_sentence_and_every_sentence_a_problem():
    used = codes(PROBLEM)
    assert used - SENTENCES.keys() == set()
    assert SENTENCES.keys() - used - ELSEWHERE == set()


def test_every_refused_value_has_a_sentence_and_every_sentence_a_value():
    used = codes(FIELD)
    assert used - FIELD_SENTENCES.keys() == set()
    assert FIELD_SENTENCES.keys() - used - ELSEWHERE == set()


def test_a_problem_is_told_with_all_that_is_known_of_its_place():
    whole = Problem(
        code="not-executable", file="a.bpmn", element="p", name="Connect", line=3, column=7
    )
    assert str(whole) == 'a.bpmn:3:7: "Connect" (p): No process of the file is executable.'
    assert str(Problem(code="bundle-empty")) == "There is no file to deploy."


def test_a_name_with_braces_is_shown_as_it_is():
    odd = Problem(code="id-twice", element="x", name="{0.__class__}", data={"id": "{x}"})
    assert str(odd) == '"{0.__class__}" (x): The id "{x}" is used twice.'


def test_only_errors_stop_a_deployment():
    warning = Problem(code="hint", severity=Severity.WARNING, data={"attribute": "asyncBefore"})
    error = Problem(code="id-twice", data={"id": "x"})
    assert errors([warning, error]) == (error,)
