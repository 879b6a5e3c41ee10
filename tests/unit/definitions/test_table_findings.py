"""What a designer is told of a decision table that is deployed."""

import pytest

from engine.definitions.bundle import DeploymentRefused, bundle, inspect
from tests.unit.decisions.models import decision, definitions, table


def problems(inputs, outputs, rules, policy="UNIQUE"):
    raw = definitions(decision("d", table(inputs, outputs, rules, policy))).encode()
    found = inspect({"tier.dmn": raw}).problems
    return [(str(p.severity), p.code, str(p)) for p in found]


def test_a_table_that_decides_everything_once_has_no_problem():
    assert problems(["kva:number"], ["tier:string"], ['< 315 => "low"', '>= 315 => "high"']) == []


@pytest.mark.parametrize(
    ("rules", "policy", "severity", "code", "sentence"),
    [
        (
            ['< 315 => "low"', '> 315 => "high"'],
            "UNIQUE",
            "warning",
            "table-gap",
            "The table has no rule for kva: 315.",
        ),
        (
            ['<= 315 => "low"', '>= 315 => "high"'],
            "UNIQUE",
            "warning",
            "table-overlap",
            "Rules 1 and 2 can apply at once, the hit policy is UNIQUE: "
            "1) kva: <= 315; 2) kva: >= 315.",
        ),
        (
            ['- => "low"', '>= 315 => "high"'],
            "FIRST",
            "warning",
            "table-unreachable",
            "Rule 2 can never apply: kva: >= 315.",
        ),
        (
            ['"much" => "high"', '- => "low"'],
            "UNIQUE",
            "warning",
            "table-wrong-type",
            'In rule 1 a cell is not of its column\'s type: kva: "much".',
        ),
        (
            ['< 315 => "low"', ">= 315 => 1"],
            "UNIQUE",
            "error",
            "table-wrong-output",
            "In rule 2 the output is not of its column's type: tier: 1.",
        ),
    ],
)
def test_each_finding_names_its_rows_and_cells(rules, policy, severity, code, sentence):
    found = problems(["kva:number"], ["tier:string"], rules, policy)
    (shown,) = [text for grade, kind, text in found if (grade, kind) == (severity, code)]
    assert shown.endswith(f"(d): {sentence}") or shown.endswith(f"d: {sentence}")


def test_what_takes_anything_is_left_out_of_what_overlaps():
    found = problems(
        ["kva:number", "class:string", "rank:number"], ["x"],
        ["<= 315 | - | - => 1", '- | "high" | - => 2', "- | - | - => 3"],
    )  # fmt: skip
    shown = [text for _, code, text in found if code == "table-overlap"]
    assert shown[0].endswith('1) kva: <= 315; 2) class: "high".')
    assert shown[1].endswith("1) kva: <= 315; 3) anything.")


def test_a_value_that_is_not_allowed_is_named():
    found = problems(
        ['class:string:"high","low"'], ["x"], ['"hihg" => 1', '"high" => 2', '"low" => 3']
    )
    assert ("warning", "table-not-allowed") in [(grade, code) for grade, code, _ in found]
    (text,) = [text for _, code, text in found if code == "table-not-allowed"]
    assert text.endswith('In rule 1 a value is not among the allowed ones: class: "hihg".')


def test_the_line_is_that_of_the_last_rule_concerned():
    rows = definitions(decision("d", table(["n:number"], ["x"], ["<= 1 => 1", ">= 1 => 2"])))
    raw = rows.replace("<rule", "\n<rule").encode()
    (overlap,) = inspect({"tier.dmn": raw}).problems
    assert raw.decode().splitlines()[overlap.line - 1].startswith('<rule id="rule-2">')


def test_a_wrong_output_stops_the_deployment_and_a_gap_does_not():
    def file(rule):
        return definitions(decision("d", table(["n:number"], ["x:string"], [rule]))).encode()

    assert bundle({"a.dmn": file('> 1 => "a"')}).problems[0].code == "table-gap"
    with pytest.raises(DeploymentRefused):
        bundle({"a.dmn": file("- => 5")})


def test_a_table_too_large_to_compare_says_so():
    rules = [f"{number} => 1" for number in range(1_600)]
    codes = [code for _, code, _ in problems(["n:number"], ["x:number::0"], rules)]
    assert codes == ["table-not-checked"]


def test_what_is_doubtful_about_the_words_of_cells_is_a_warning():
    raw = definitions(
        decision(
            "d", table(["n:string"], ["tier:string"], ['"a" => "x"', '"b","c" => "x"'], "FIRST")
        )
    )
    one, two, three = raw.split('<text>"x"</text>')
    raw = (
        f'{one}<description>zh: 甲</description><text>"x"</text>'
        f'{two}<description>zh: 乙</description><text>"x"</text>{three}'
    ).replace('<text>"b","c"</text>', '<description>en: B</description><text>"b","c"</text>')
    found = [p for p in inspect({"tier.dmn": raw.encode()}).problems if "words" in p.code]
    assert {str(p.severity) for p in found} == {"warning"}
    assert [(p.code, p.data["rules"], p.data["cells"]) for p in found] == [
        ("table-words-of-none", "2", 'n: "b","c"'),
        ("table-words-differ", "1 and 2", "tier: 甲 / 乙"),
    ]
