"""Operating a case in tests: short ways to command it, and to look at what is stored."""

from engine.api import CaseDetail, ChangeTask, UserId

WHY = "the customer asked for it"


def act(small, kind, case, by="director", **more):
    return small.engine.execute(kind(actor=UserId(by), case=case, reason=WHY, **more))


def view(small, case):
    return small.engine.query(CaseDetail(actor="director", case=case, language="en"))


def stored(small, case):
    with small.station.units.reading() as unit:
        return unit.cases.look(case)


def jobs(small, case):
    with small.station.units.reading() as unit:
        return {job.payload["element"]: job for job in unit.jobs.of_case(case)}


def last(small, case, kind):
    return [event for event in small.events(case) if event.kind == kind][-1]


def instance(small, case, element):
    return next(a.instance for a in stored(small, case).activities.values() if a.element == element)


def change(small, task, by="director", **attributes):
    wish = ChangeTask(actor=UserId(by), task=task, reason=WHY, **attributes)
    small.engine.execute(wish)
