"""The words of clocks and codes, in both languages."""

from dataclasses import replace
from decimal import Decimal

import pytest
from flask_babel import force_locale

from engine.api import EventView, FieldError
from tests.fakes.hv_station import LATE, MET, PAUSED, WARNED, at, plan_clock
from webui.cases.timeline.sentences import shown
from webui.parts import values
from webui.parts.forms.field_errors import at_fields
from webui.parts.timelimits import clocks
from webui.parts.timelimits.spans import span, unit_name


@pytest.fixture
def reading(app):
    """`with reading("zh_Hans_CN"): …` reads in a language, nobody signed in."""

    class Reading:
        def __init__(self, locale):
            self._request = app.test_request_context("/")
            self._locale = locale

        def __enter__(self):
            self._request.push()
            self._language = force_locale(self._locale)
            self._language.__enter__()

        def __exit__(self, *error):
            self._language.__exit__(*error)
            self._request.pop()

    return Reading


STOPPED_LATE = plan_clock(
    state="breached", used=32, left=0, late_by=2, stopped=at("2026-04-07 09:00"), share_used=1.0
)


@pytest.mark.parametrize(
    ("clock", "english", "chinese", "tone"),
    [
        (WARNED, "2 working days left", "还剩2个工作日", "warned"),
        (replace(WARNED, left=1), "1 working day left", "还剩1个工作日", "warned"),
        (replace(WARNED, left=0), "due today", "今日到期", "warned"),
        (LATE, "1 working day late", "超期1个工作日", "late"),
        (replace(LATE, late_by=0), "late", "已超期", "late"),
        (MET, "done in time, 18 working days used", "按期完成，用时18个工作日", "closed"),
        (STOPPED_LATE, "was late by 2 working days", "超期2个工作日完成", "late"),
        (plan_clock(state="cancelled"), "no longer needed", "不再需要", "closed"),
        (plan_clock(unit="h", left=0), "less than 1 hour left", "剩余不足1小时", "fine"),
    ],
)
def test_how_a_clock_stands(reading, clock, english, chinese, tone):
    with reading("en"):
        assert clocks.sentence(clock) == english
    with reading("zh_Hans_CN"):
        assert clocks.sentence(clock) == chinese
    assert clocks.tone(clock) == tone


def test_a_clock_at_rest_names_what_it_waits_for(reading):
    unknown = replace(PAUSED, pause_reason="flood", paused_since=None)
    with reading("en"):
        assert clocks.sentence(PAUSED) == "waits for the customer's papers since 3 March"
        assert clocks.sentence(unknown) == "waits for flood"


def test_the_bar_never_leaves_its_frame(reading):
    with reading("en"):
        assert clocks.shown(plan_clock(share_used=1.7)).bar == 100
        assert clocks.shown(plan_clock(share_used=-0.1)).bar == 0


def test_a_provisional_date_says_so(reading):
    with reading("en"):
        rows = dict(clocks.explained(plan_clock(provisional=True)).rows)
    assert "not announced" in rows["Due by the end of"]


def test_the_original_due_date_stands_beside_a_moved_one(reading):
    moved = plan_clock(due=at("2026-04-10 00:00"))
    with reading("en"):
        rows = dict(clocks.explained(moved).rows)
    assert rows["Due by the end of"] == "2026-04-09 (Thu)"
    assert rows["Due at first, without pauses"] == "2026-04-01 (Wed)"


@pytest.mark.parametrize(
    ("n", "unit", "words"),
    [
        (1, "wd", "1 working day"),
        (15, "wd", "15 working days"),
        (Decimal("1.5"), "h", "1.5 hours"),
        (2, "month", "2 months"),
        (3, "weeks", "3 weeks"),
    ],
)
def test_spans(reading, n, unit, words):
    with reading("en"):
        assert span(n, unit) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "–"),
        ("", "–"),
        (True, "yes"),
        (Decimal("1600.50"), "1,600.5"),
        ([1, "a", None], "1, a, –"),
        ({"kva": 10, "on": at("2026-03-09 08:00").date()}, "kva: 10; on: 2026-03-09 (Mon)"),
        ("x" * 1000, "x" * 400),
    ],
)
def test_values_in_words(reading, value, words):
    with reading("en"):
        assert values.words(value) == words


def test_a_designers_own_sentence_is_said_in_the_readers_language(app):
    refused = FieldError(
        path=("contact_phone",),
        component="field_contact_phone",
        code="pattern",
        data={"pattern": "^1"},
        messages={"": "A mobile number begins with 1", "zh": "手机号以1开头"},
    )
    for language, words in (("en", "A mobile number begins with 1"), ("zh", "手机号以1开头")):
        with app.test_request_context(headers={"Accept-Language": language}):
            assert at_fields([refused]) == [{"field": "contact_phone", "message": words}]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "en",
            "Time limit “Supply-plan reply”: met, 18 working days used (limit: 20 working days)",
        ),
        ("zh_Hans_CN", "时限“供电方案答复”：达标，已用18个工作日（时限20个工作日）"),
    ],
)
def test_a_clock_that_stopped_says_what_its_numbers_count(reading, language, words):
    data = {
        "checkpoint": "supply-plan-reply",
        "verdict": "met",
        "used": 18,
        "limit": 20,
        "unit": "wd",
    }
    stopped = EventView(
        seq=1, at=at("2026-03-09 08:00"), kind="clock-stopped", by=None, element=None,
        element_name=None, data=data, hash="",
    )  # fmt: skip
    with reading(language):
        assert shown(stopped).sentence == words


@pytest.mark.parametrize(
    ("language", "unit", "words"),
    [
        ("en", "wd", "working days"),
        ("zh_Hans_CN", "wd", "工作日"),
        ("zh_Hans_CN", "h", "小时"),
        ("en", "month", "months"),
        ("zh_Hans_CN", "weeks", "weeks"),
    ],
)
def test_a_column_of_numbers_says_what_it_counts(reading, language, unit, words):
    with reading(language):
        assert unit_name(unit) == words


def test_the_days_of_a_clock_are_counted_in_its_unit(reading):
    with reading("zh_Hans_CN"):
        assert clocks.explained(PAUSED).days_unit == "工作日"
        assert clocks.explained(replace(PAUSED, unit="month")).days_unit == "天"
