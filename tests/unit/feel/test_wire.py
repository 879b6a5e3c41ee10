"""FEEL values survive being stored, exactly."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from engine.feel.data.values import Range, YearsMonths
from engine.feel.wire import dumps, extended, loads

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.text()
    | st.decimals(allow_nan=False, allow_infinity=False)
    | st.dates()
    | st.times()
    | st.datetimes(timezones=st.just(UTC))
    | st.timedeltas()
    | st.integers(-9999, 9999).map(lambda n: YearsMonths(months=n))
)
KEYS = st.text() | st.sampled_from(["$n", "$d", "$c", "$"])
VALUES = st.recursive(SCALARS, lambda v: st.lists(v, max_size=4) | st.dictionaries(KEYS, v))


@settings(deadline=None)
@given(VALUES)
def test_what_goes_in_comes_out(value):
    assert loads(dumps(value)) == value


@settings(deadline=None)
@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_money_keeps_its_trailing_zeros(amount):
    assert str(Decimal(loads(dumps(amount)))) == str(amount)


def test_plain_json_stays_plain_json():
    assert dumps({"name": "泰和", "count": Decimal(3)}) == '{"name":"泰和","count":3}'.encode()


def test_a_context_that_looks_like_a_tag_is_not_taken_for_one():
    assert loads(dumps({"$d": "tomorrow"})) == {"$d": "tomorrow"}


def test_a_named_zone_is_kept():
    there = datetime(2026, 2, 10, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
    back = loads(dumps(there))
    assert back == there
    assert back.tzinfo.key == "Asia/Shanghai"


def test_ranges_durations_and_times_are_kept():
    values = [Range(start=Decimal(1), end=date(2026, 1, 1)), timedelta(days=-1), time(8, 30)]
    assert loads(dumps(values)) == values


def test_a_float_becomes_the_number_it_shows():
    assert loads(dumps({"kva": 0.1})) == {"kva": Decimal("0.1")}


def test_what_is_no_value_is_refused():
    with pytest.raises(TypeError):
        dumps(object())


@pytest.mark.parametrize("around", [lambda v: v, lambda v: [1, v], lambda v: {"a": [{"b": (v,)}]}])
def test_a_float_or_a_giant_is_exact_however_deep_it_lies(around):
    value = loads(dumps(around({"float": 0.1, "giant": 2**70, "edge": -(2**63)})))
    assert value == loads(
        dumps(around({"float": Decimal("0.1"), "giant": Decimal(2**70), "edge": -(2**63)}))
    )
    assert "0.1" in str(value)
    assert str(2**70) in str(value)


def test_what_is_no_value_is_refused_beside_a_giant_too():
    with pytest.raises(TypeError):
        dumps({"giant": 2**70, "odd": object()})


@settings(deadline=None)
@given(st.dictionaries(KEYS, VALUES, max_size=4), st.dictionaries(KEYS, VALUES, max_size=4))
@example(before={"": None, "$": None}, more={"0": {"$": None}})
@example(before={"a": {"$": None}}, more={"0": None, "$": None})
def test_a_context_that_grew_is_written_as_if_it_were_written_anew(before, more):
    news = {key: value for key, value in more.items() if key not in before}
    assert extended(dumps(before), news) == dumps({**before, **news})
