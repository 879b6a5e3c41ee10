"""Timers on the host's clock: when they are due, that they act once, that they sleep and wake."""

from datetime import UTC, date, datetime, timedelta

import pytest

from engine.cases.tokens.changes import Entered, TimerArmed
from engine.cases.tokens.errors import NotWaiting
from engine.feel import Function, YearsMonths
from tests.integration.spiff.kit import NOON, Play, bpmn, each_once, flows

ENDS = '<startEvent id="start"/><endEvent id="fin"/>'


def catch(kind: str, text: str) -> bytes:
    timer = f"<timerEventDefinition><{kind}>{text}</{kind}></timerEventDefinition>"
    return bpmn(
        ENDS
        + f'<intermediateCatchEvent id="t">{timer}</intermediateCatchEvent>'
        + flows("start t fin")
    )


def boundary(kind: str, text: str, *, interrupting: bool) -> bytes:
    timer = f"<timerEventDefinition><{kind}>{text}</{kind}></timerEventDefinition>"
    return bpmn(
        ENDS
        + '<userTask id="a"/><userTask id="late"/><endEvent id="end"/>'
        + f'<boundaryEvent id="t" attachedToRef="a" cancelActivity="{str(interrupting).lower()}">'
        + timer
        + "</boundaryEvent>"
        + flows("start a fin", "t late end")
    )


@pytest.mark.parametrize(
    ("kind", "text", "due"),
    [
        ("timeDate", "2026-04-01T09:00:00+08:00", datetime(2026, 4, 1, 1, 0, tzinfo=UTC)),
        ("timeDate", "2026-04-01T09:00:00", datetime(2026, 4, 1, 1, 0, tzinfo=UTC)),
        ("timeDate", "2026-04-01", datetime(2026, 3, 31, 16, 0, tzinfo=UTC)),
        ("timeDate", "on", datetime(2026, 3, 31, 16, 0, tzinfo=UTC)),
        ("timeDate", "= at", datetime(2026, 4, 1, 1, 0, tzinfo=UTC)),
        ("timeDate", "nothing", None),
        ("timeDuration", "PT48H", NOON + timedelta(hours=48)),
        ("timeDuration", "P1DT1H1M1S", NOON + timedelta(days=1, hours=1, minutes=1, seconds=1)),
        ("timeDuration", "P2W", NOON + timedelta(weeks=2)),
        ("timeDuration", "P1M", datetime(2026, 4, 2, 4, 0, tzinfo=UTC)),
        ("timeDuration", "P1Y", datetime(2027, 3, 2, 4, 0, tzinfo=UTC)),
        ("timeDuration", 'duration("PT5M")', NOON + timedelta(minutes=5)),
        ("timeDuration", "months", datetime(2026, 5, 2, 4, 0, tzinfo=UTC)),
        ("timeDuration", "wait", NOON + timedelta(hours=3)),
        ("timeCycle", "R3/PT10H", NOON + timedelta(hours=10)),
    ],
)
def test_a_timer_says_when_it_is_due(kind, text, due):
    play = Play(catch(kind, text)).start(
        on=date(2026, 4, 1),
        at=datetime(2026, 4, 1, 1, 0, tzinfo=UTC),
        months=YearsMonths(months=2),
        wait="PT3H",
    )
    assert play.timers == {"t": due}
    assert play.fire("t").ended


def test_a_month_from_the_31st_is_the_last_day_of_the_shorter_month():
    play = Play(catch("timeDuration", "P1M"))
    play.host.now = datetime(2026, 1, 31, 4, 0, tzinfo=UTC)
    assert play.start().timers == {"t": datetime(2026, 2, 28, 4, 0, tzinfo=UTC)}


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("timeDate", "5"),
        ("timeDate", '"soon"'),
        ("timeDate", "2026-13-01"),
        ("timeDuration", "PT"),
        ("timeDuration", "PTXH"),
        ("timeDuration", "5"),
        ("timeDuration", 'duration("-PT5M")'),
        ("timeDuration", "P99999Y"),
        ("timeDuration", "-PT5M"),
        ("timeDuration", "nothing"),
        ("timeCycle", "nothing"),
        ("timeCycle", "R/PT0S"),
        ("timeCycle", "0 0 25 * * ?"),
    ],
)
def test_what_is_no_time_fails_naming_the_element(kind, text):
    Play(catch(kind, text)).start().fails_at("t")


def test_an_interrupting_timer_ends_its_activity():
    play = Play(boundary("timeDuration", "PT1H", interrupting=True)).start().fire("t")
    assert play.waiting == ["late"]
    assert play.trace == "+start -start +a +t -t xa +late"
    assert play.complete("late").ended
    each_once(play.host.changes)


def test_a_timer_that_does_not_interrupt_leaves_its_activity_running():
    play = Play(boundary("timeDuration", "PT1H", interrupting=False)).start().fire("t")
    assert play.waiting == ["a", "late"]
    assert play.timers == {}
    assert not play.complete("a").ended
    assert play.complete("late").ended


def test_a_timer_goes_when_its_activity_completes():
    play = Play(boundary("timeDuration", "PT1H", interrupting=True)).start()
    timer = play.open("t")[0]
    play.complete("a")
    assert "xt" in play.trace
    with pytest.raises(NotWaiting):
        play.case.fire(timer)


def test_a_timer_acts_once():
    play = Play(boundary("timeDuration", "PT1H", interrupting=False)).start()
    timer = play.open("t")[0]
    play.fire("t")
    with pytest.raises(NotWaiting):
        play.case.fire(timer)


def test_only_timers_can_be_fired():
    play = Play(boundary("timeDuration", "PT1H", interrupting=False)).start()
    with pytest.raises(NotWaiting):
        play.case.receive("timer", "t", {})
    with pytest.raises(NotWaiting):
        play.case.fire(play.task("a"))
    with pytest.raises(NotWaiting):
        play.case.rearm(play.task("a"))


def test_a_repeating_timer_is_armed_anew_as_often_as_it_says():
    play = Play(boundary("timeCycle", "R3/PT10H", interrupting=False)).start()
    instances = []
    for count in (1, 2, 3):
        armed = [c for c in play.host.changes if isinstance(c, TimerArmed)][-1]
        assert armed.due == NOON + timedelta(hours=10 * count)
        assert armed.again == (count < 3)
        instances.append(armed.at.instance)
        play.fire("t")
    assert len(set(instances)) == 3
    assert play.timers == {}
    assert play.waiting == ["a", "late", "late", "late"]
    each_once(play.host.changes)


def test_a_repeating_timer_keeps_its_beat_when_it_fires_late():
    play = Play(boundary("timeCycle", "R/PT10H", interrupting=False)).start()
    play.host.now = NOON + timedelta(hours=13)
    assert play.fire("t").timers == {"t": NOON + timedelta(hours=20)}


def test_a_repetition_may_name_its_first_moment():
    xml = boundary("timeCycle", "R2/2026-03-03T08:00:00/P1D", interrupting=False)
    play = Play(xml).start()
    assert play.timers == {"t": datetime(2026, 3, 3, 0, 0, tzinfo=UTC)}
    assert play.fire("t").timers == {"t": datetime(2026, 3, 4, 0, 0, tzinfo=UTC)}
    assert play.fire("t").timers == {}


def test_a_cron_text_repeats_on_working_days():
    play = Play(boundary("timeCycle", "0 0 9 ? * MON-FRI", interrupting=False)).start()
    assert play.timers == {"t": datetime(2026, 3, 3, 1, 0, tzinfo=UTC)}
    play.host.now = datetime(2026, 3, 6, 1, 0, 5, tzinfo=UTC)
    assert play.fire("t").timers == {"t": datetime(2026, 3, 9, 1, 0, tzinfo=UTC)}


def test_arming_a_repeating_timer_again_does_not_move_it():
    play = Play(boundary("timeCycle", "R3/PT10H", interrupting=False)).start()
    play.host.now = NOON + timedelta(hours=1)
    play.case.rearm(play.open("t")[0])
    assert play.timers == {"t": NOON + timedelta(hours=10)}


class Limits:
    """Stands in for the clocks: a limit is known only once the activity has been entered."""

    def __init__(self, play: Play) -> None:
        self.play = play
        self.due: datetime | None = NOON + timedelta(days=10)
        play.host.names = {"due": Function(call=self.read, parameters=("checkpoint",))}

    def read(self, checkpoint: str) -> datetime | None:
        assert checkpoint == "supply-plan-reply"
        assert any(isinstance(c, Entered) and c.at.element == "a" for c in self.play.host.changes)
        return self.due


def test_an_activity_is_entered_before_its_limit_is_read_and_its_timer_armed_before_it_is_offered():
    play = Play(boundary("timeDate", 'due("supply-plan-reply")', interrupting=False))
    Limits(play)
    play.start()
    kinds = [(type(c).__name__, c.at.element) for c in play.host.changes][2:]
    assert kinds == [
        ("Entered", "a"),
        ("Entered", "t"),
        ("TimerArmed", "t"),
        ("TaskOffered", "a"),
    ]


def test_a_timer_sleeps_while_there_is_no_due_moment_and_is_armed_again():
    play = Play(boundary("timeDate", 'due("supply-plan-reply")', interrupting=False))
    limits = Limits(play)
    play.start()
    assert play.timers == {"t": NOON + timedelta(days=10)}
    limits.due = None
    play.case.rearm(play.open("t")[0])
    assert play.timers["t"] is None
    limits.due = NOON + timedelta(days=14)
    play.case.rearm(play.open("t")[0])
    armed = [c for c in play.host.changes if isinstance(c, TimerArmed)]
    assert armed[-1].due == NOON + timedelta(days=14)
    assert len({c.at.instance for c in armed}) == 1


def test_nothing_is_evaluated_when_a_case_is_loaded():
    play = Play(boundary("timeDate", 'due("supply-plan-reply")', interrupting=False))
    Limits(play)
    play.start()
    before = len(play.host.changes)
    play.host.names = {}
    play.stored()
    assert len(play.host.changes) == before


def test_two_timers_of_a_race_have_their_own_due_moments():
    timer = "<timerEventDefinition><timeDuration>{}</timeDuration></timerEventDefinition>"
    xml = bpmn(
        ENDS
        + '<eventBasedGateway id="race"/>'
        + f'<intermediateCatchEvent id="t1">{timer.format("PT1H")}</intermediateCatchEvent>'
        + f'<intermediateCatchEvent id="t2">{timer.format("PT2H")}</intermediateCatchEvent>'
        + '<userTask id="a"/><userTask id="b"/>'
        + flows("start race t1 a fin", "race t2 b fin")
    )
    play = Play(xml).start()
    assert play.timers == {"t1": NOON + timedelta(hours=1), "t2": NOON + timedelta(hours=2)}
    play.fire("t2")
    assert play.waiting == ["b"]
    assert play.timers == {}
    assert "xt1 -race -t2 +b" in play.trace
    each_once(play.host.changes)
