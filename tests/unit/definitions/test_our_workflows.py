"""The files this product comes with pass their own linter without so much as a warning."""

from pathlib import Path

from engine.definitions.bundle import inspect
from engine.definitions.forms import read_form
from engine.spiff.check import check

WORKFLOWS = Path(__file__).parents[3] / "workflows"
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
