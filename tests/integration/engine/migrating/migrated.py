"""Migrating cases in tests: other versions of the small process, and short ways to them."""

import pytest

from engine.api import (
    CannotMigrate,
    Deploy,
    MigrateCase,
    PlanMigration,
    UserId,
)
from tests.integration.engine.operating.operated import WHY
from tests.support.stations import MODELS

PERMIT = (MODELS / "permit.bpmn").read_text("utf-8")


def deploy(small, text, name="permit.bpmn", **more):
    files = {name: text.encode()} | more
    return small.engine.execute(Deploy(actor=UserId("designer"), name="next", files=files))


def changed(*pairs):
    """The diagram with texts replaced, each of which must be there."""
    text = PERMIT
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return text


def migrate(small, case, by="director", source=1, target=2, **mapping):
    wish = MigrateCase(
        actor=UserId(by),
        case=case,
        process="permit",
        source=source,
        target=target,
        mapping={old.replace("_", "-"): new for old, new in mapping.items()},
        reason=WHY,
    )
    return small.engine.execute(wish)


def plan(small, by="director", **more):
    return small.engine.query(PlanMigration(actor=UserId(by), process="permit", source=1, **more))


def lines(found):
    return {line.element: line for line in found.lines}


def obstacles(small, case, **mapping):
    with pytest.raises(CannotMigrate) as error:
        migrate(small, case, **mapping)
    return dict(error.value.obstacles)


RENAMED = changed(
    ('id="draft" name="Draft"', 'id="write" name="Write the plan"'),
    ('"draft"', '"write"'),
)
