"""The files this product comes with pass their own linter without so much as a warning."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from engine.definitions.bundle import inspect
from engine.definitions.forms import Accepted, read_form
from engine.spiff import check

WORKFLOWS = Path(__file__).parents[3] / "workflows"
CASE = WORKFLOWS.parent / "tests" / "workflows" / "dual_source_case.json"
FILES = {
    str(path.relative_to(WORKFLOWS)): path.read_bytes()
    for pattern in ("*.bpmn", "*.dmn", "*.form")
    for path in sorted(WORKFLOWS.rglob(pattern))
}


def test_all_files_are_deployed_together_without_a_problem():
    found = inspect(FILES, None, check)
    assert [str(problem) for problem in found.problems] == []
    assert found.deployables


def test_every_form_answers_an_empty_submission():
    for name, content in FILES.items():
        if name.endswith(".form"):
            form = read_form(content, name)
            assert form.validate({}, {}) is not None
            assert form.schema_in("zh")["id"] == form.id
            assert isinstance(form.initial({}), dict)


def test_the_dual_source_case_is_accepted_form_by_form_with_nothing_lost():
    forms = {
        form.id: form
        for form in (read_form(c, name) for name, c in FILES.items() if name.endswith(".form"))
    }
    case = json.loads(CASE.read_text(encoding="utf-8"))
    variables = {"accepted_on": date(2026, 2, 10)}
    for step in (case["start"], *case["steps"]):
        verdict = forms[step["form"]].validate(step["values"], variables)
        assert isinstance(verdict, Accepted), (step["form"], verdict)
        assert step["values"].keys() <= verdict.values.keys()
        variables.update(verdict.values)
    assert variables["applied_capacity_kva"] == Decimal(2000)
    assert variables["equipment"][0]["unit_kw"] == Decimal(500)
    assert variables["notice_date"] == date(2026, 2, 10)
    # 09:45 on 26 May in Shanghai is 01:45 UTC.
    assert variables["energised_at"] == datetime(2026, 5, 26, 1, 45, tzinfo=UTC)
