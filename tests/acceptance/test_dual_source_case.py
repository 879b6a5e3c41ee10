"""All roles play one dual-source application in the browser, from the application to the archive.

Every due date, count and verdict is worked out by hand in the comments, by the reading of clocks
that the working days of 2026 are charged after the day a clock starts or resumes (see `story` for
the holidays). A due date is the end of its day: 00:00 of the next, shown as the day itself.
"""

import pytest

from tests.acceptance import story
from tests.acceptance.person import Person
from tests.acceptance.served import at

CHINESE = "development"
"""This department reads its pages in Chinese."""

REPLY = "Supply-plan reply"
DESIGN = "Design review"
CONCEALED = "Intermediate inspection"
COMPLETION = "Completion inspection"
ENERGISE = "Metering and energising"


@pytest.fixture
def people(browser, served):
    """`people("director")`: everybody stays signed in at a browser of their own."""
    known = {}

    def person(login):
        if login not in known:
            language = "zh" if login == CHINESE else "en"
            known[login] = Person(browser, served.address, login, language).sign_in()
        return known[login]

    person.known = known
    yield person
    for each in known.values():
        each.close()


class Play:
    """The case under way: plays steps and compares its time limits with those expected."""

    def __init__(self, served, people):
        self._served = served
        self._people = people
        self.number = people("manager").apply(story.application())
        self.case = served.numbered(self.number)

    def steps(self, steps):
        for step in steps:
            self.run_to(step.at)
            self._people(step.who).do(step.task, self.number, step.values)

    def run_to(self, moment):
        self._served.run_to(moment, self.case)

    def offered(self):
        return {task.element for task in self._served.case(self.case).tasks}

    def limit(self, name, checkpoint):
        """Return a time limit as the director's page shows it, and as the engine has it."""
        shown = self._people("director").clocks(self.case)[name]
        return shown, self._served.clocks(self.case)[checkpoint]


def test_a_dual_source_application_from_the_counter_to_after_sale(served, people):
    play = Play(served, people)
    supply_plan(play)
    works(play)
    energising(play)
    the_end(play, served)
    assert {login: each.blocked for login, each in people.known.items() if each.blocked} == {}


def supply_plan(play):
    """The reply: 30 working days (State Grid's promise, stricter than the state's 45)."""
    shown, clock = play.limit(REPLY, "supply-plan-reply")
    # Applied on Tuesday 10 February, which is not charged. Charged: 11, 12, 13 and Saturday the
    # 14th (4 days), the festival, 24–28 (9), 2–6 March (14), 9–13 (19), 16–20 (24), 23–27 (29),
    # Monday 30 March (30): due at its end.
    assert clock.due == at("2026-03-31T00:00")
    assert shown["due"] == "due 2026-03-30 (Mon)"
    assert shown["rows"]["Limit"] == "30 working days"
    assert shown["words"] == "30 working days left"

    play.steps(story.SUPPLY_PLAN[:2])
    shown, clock = play.limit(REPLY, "supply-plan-reply")
    # Thursday 12 February, 15:00: the survey is done and the papers are the customer's. The clock
    # ran when the 11th and the 12th began: 2 used. While it stands still nothing is due.
    assert (clock.state, clock.used, clock.due) == ("paused", 2, None)
    assert clock.original_due == at("2026-03-31T00:00")
    assert shown["due"] is None
    assert shown["words"] == "waits for the customer's papers since 12 February"
    assert shown["rows"]["Used"] == "2 working days"
    # Went it on at once, nothing were lost: still 30 March.
    assert shown["rows"]["Due if it went on now"] == "2026-03-30 (Mon)"

    play.steps(story.SUPPLY_PLAN[2:3])
    shown, clock = play.limit(REPLY, "supply-plan-reply")
    # Resumed on Tuesday 24 February, which is not charged. 25 is the 3rd, 26, 27, 28 (6th),
    # 2–6 March (11th), 9–13 (16th), 16–20 (21st), 23–27 (26th), 30, 31 March, 1 April (29th),
    # Thursday 2 April is the 30th.
    assert (clock.state, clock.used, clock.due) == ("running", 2, at("2026-04-03T00:00"))
    assert shown["due"] == "due 2026-04-02 (Thu)"
    assert shown["words"] == "28 working days left"
    assert shown["rows"]["Due at first, without pauses"] == "2026-03-30 (Mon)"

    play.steps(story.SUPPLY_PLAN[3:])
    shown, clock = play.limit(REPLY, "supply-plan-reply")
    # Delivered on Thursday 5 March: 25, 26, 27, 28 February, 2, 3, 4, 5 March are the 3rd to 10th.
    assert (clock.state, clock.used) == ("met", 10)
    assert shown["words"] == "done in time, 10 working days used"


def works(play):
    play.steps(story.DESIGN[:4])
    design_review(play)
    play.steps(story.WORKS[:3])
    shown, clock = play.limit(CONCEALED, "intermediate-inspection")
    # 5 working days. Asked for on Tuesday 7 April, the day after Qingming, not charged.
    # 8, 9, 10, 13, 14 April: due at the end of Tuesday the 14th.
    assert clock.due == at("2026-04-15T00:00")
    assert shown["due"] == "due 2026-04-14 (Tue)"

    play.steps(story.WORKS[3:4])
    shown, clock = play.limit(CONCEALED, "intermediate-inspection")
    # Inspected on Thursday 9 April: 8 and 9 used.
    assert (clock.state, clock.used) == ("met", 2)
    assert shown["words"] == "done in time, 2 working days used"

    play.steps(story.WORKS[4:7])
    shown, clock = play.limit(COMPLETION, "completion-inspection")
    # 5 working days. Asked for on Wednesday 6 May, the day after Labour Day, not charged.
    # 7, 8, Saturday the 9th (worked), 11, 12 May: due at the end of Tuesday the 12th.
    assert clock.due == at("2026-05-13T00:00")
    assert shown["due"] == "due 2026-05-12 (Tue)"

    play.steps(story.WORKS[7:])
    shown, clock = play.limit(COMPLETION, "completion-inspection")
    # Inspected on Friday 8 May: 7 and 8 used.
    assert (clock.state, clock.used) == ("met", 2)
    assert shown["words"] == "done in time, 2 working days used"


def design_review(play):
    """The breach: 10 working days, and the review comes two days late."""
    shown, clock = play.limit(DESIGN, "design-review")
    # Drawings accepted on Monday 16 March, not charged. 17–20 (4), 23–27 (9), Monday 30 March (10).
    assert clock.due == at("2026-03-31T00:00")
    assert shown["due"] == "due 2026-03-30 (Mon)"
    assert shown["words"] == "10 working days left"

    # It warns at 80 %: the 8th charged day is Thursday 26 March, when the counter opens at 8:30.
    play.steps(story.DESIGN[4:5])
    play.run_to("2026-03-26T08:29")
    assert "urge-design-review" not in play.offered()
    play.run_to("2026-03-26T08:30")
    assert "urge-design-review" in play.offered()
    shown, clock = play.limit(DESIGN, "design-review")
    # 17–20 and 23–26 March are used: 8. The 27th and the 30th are left.
    assert (clock.used, clock.left, clock.warned) == (8, 2, True)
    assert shown["words"] == "2 working days left"

    play.steps(story.DESIGN[5:6])
    play.run_to("2026-03-30T23:59")
    assert "explain-design-review" not in play.offered()
    play.run_to("2026-03-31T00:00")
    assert "explain-design-review" in play.offered()
    play.steps(story.DESIGN[6:7])
    shown, clock = play.limit(DESIGN, "design-review")
    # Tuesday 31 March, 9:00: it is the 11th charged day, one more than allowed.
    assert (clock.state, clock.used, clock.late_by) == ("overdue", 11, 1)
    assert shown["words"] == "1 working day late"
    assert shown["due"] == "due 2026-03-30 (Mon)"

    play.steps(story.DESIGN[7:])
    shown, clock = play.limit(DESIGN, "design-review")
    # Reviewed on Wednesday 1 April: the 12th charged day.
    assert (clock.state, clock.used, clock.late_by) == ("breached", 12, 2)
    assert shown["words"] == "was late by 2 working days"
    assert shown["rows"]["Used"] == "12 working days"


def energising(play):
    play.steps(story.FORMALITIES)
    shown, clock = play.limit(ENERGISE, "energise")
    # 5 working days. The last formality was done on Thursday 14 May, not charged.
    # 15, 18, 19, 20, 21 May: due at the end of Thursday the 21st.
    assert clock.due == at("2026-05-22T00:00")
    assert shown["due"] == "due 2026-05-21 (Thu)"

    play.steps(story.ENERGISING)
    shown, clock = play.limit(ENERGISE, "energise")
    # Live on Tuesday 19 May: 15, 18, 19 used.
    assert (clock.state, clock.used) == ("met", 3)
    assert shown["words"] == "done in time, 3 working days used"


def the_end(play, served):
    play.steps(story.ARCHIVE)
    line = served.case(play.case).line
    assert (line.state, line.outcome) == ("completed", "In service")
    assert line.manager.login == story.MANAGER
    verdicts = {clock.checkpoint: clock.state for clock in served.case(play.case).clocks}
    assert verdicts == {
        "supply-plan-reply": "met",
        "design-review": "breached",
        "intermediate-inspection": "met",
        "completion-inspection": "met",
        "energise": "met",
    }
    done = [e.element for e in served.timeline(play.case) if e.kind == "task-completed"]
    assert done == [step.task for step in story.WHOLE]
