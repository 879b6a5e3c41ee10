"""What one command did is one row, and still every touched event in it is named."""

from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256

import pytest

from engine.feel.wire import loads
from engine.history.chain import GENESIS, first_broken
from engine.history.entries import MARK, UNREADABLE, enter, events_of
from engine.history.events import CaseEnded, TaskClaimed, TaskCompleted, TaskReleased

AT = datetime(2026, 2, 10, 2, tzinfo=UTC)
EVENTS = [
    TaskClaimed(element="survey-site", instance=3),
    TaskCompleted(element="survey-site", instance=3, form="survey", values={"note": "a\nb]"}),
    TaskReleased(element="survey-site", instance=4),
    CaseEnded(outcome="energised"),
]


BEGINNING = {"after": (0, GENESIS), "at": AT, "actor": "manager"}


@pytest.fixture
def entry():
    return enter(EVENTS, **BEGINNING)


def lines(entry):
    return entry.events.split(b"\n")


def with_lines(entry, changed):
    return replace(entry, events=b"\n".join(changed))


def broken(*entries, end=None):
    return first_broken([event for entry in entries for event in events_of(entry)], end)


def test_an_entry_gives_the_events_it_was_made_of(entry):
    found = events_of(entry)
    assert [(each.kind, each.element, each.instance, loads(each.data)) for each in found] == [
        (each.kind, each.element, each.instance, each.data()) for each in EVENTS
    ]
    assert [each.seq for each in found] == [1, 2, 3, 4]
    assert (entry.seq, entry.last) == (1, 4)
    assert broken(entry) is None


def test_an_event_is_hashed_with_its_head_and_the_hash_before_it():
    first, second = (
        b'[1,1770688800000000,"task-claimed","manager","survey-site",3]{}',
        b'[2,1770688800000000,"case-ended","manager",null,null]{"outcome":"energised"}',
    )
    before = sha256(bytes(32) + first).digest()
    found = enter([EVENTS[0], EVENTS[3]], **BEGINNING)
    assert found.marks == before[:MARK]
    assert found.hash == sha256(before + second).digest()


def test_events_of_some_kinds_keep_their_numbers(entry):
    assert [(e.seq, e.kind) for e in events_of(entry, ["case-ended", "task-claimed"])] == [
        (1, "task-claimed"),
        (4, "case-ended"),
    ]
    assert events_of(entry, ["task"]) == []


@pytest.mark.parametrize(
    ("place", "old", "new"),
    [
        *((place, b"[", b"[ ") for place in range(len(EVENTS))),
        *((place, b'"survey-site"', b'"survey-plan"') for place in range(3)),
        (3, b"energised", b"refused"),
    ],
)
def test_a_touched_event_is_named(entry, place, old, new):
    changed = lines(entry)
    assert old in changed[place]
    changed[place] = changed[place].replace(old, new, 1)
    assert broken(with_lines(entry, changed)) == place + 1


def test_a_touched_time_or_person_is_named_by_the_first_event(entry):
    assert broken(replace(entry, actor="director")) == 1
    assert broken(replace(entry, at=datetime(2026, 2, 11, tzinfo=UTC))) == 1


@pytest.mark.parametrize("place", range(len(EVENTS)))
def test_a_removed_event_is_named(entry, place):
    changed = lines(entry)
    del changed[place]
    end = (len(EVENTS), entry.hash)
    assert broken(with_lines(entry, changed), end=end) == place + 1


@pytest.mark.parametrize("place", range(len(EVENTS) + 1))
def test_an_added_event_is_named(entry, place):
    changed = lines(entry)
    changed.insert(place, b'["task-claimed","x",9,{}]')
    assert broken(with_lines(entry, changed), end=(len(EVENTS), entry.hash)) == place + 1


@pytest.mark.parametrize("junk", [b"", b"[", b"7", b'"text"', b"[1,2,3,4]", b"\xff", b"[[],2,3,4]"])
def test_what_is_no_event_breaks_the_chain_and_nothing_else(entry, junk):
    changed = lines(entry)
    changed[1] = junk
    touched = with_lines(entry, changed)
    assert events_of(touched)[1].kind == UNREADABLE
    assert broken(touched) == 2


def test_forged_marks_are_found_by_the_hash_behind_them(entry):
    forged = enter([EVENTS[2], *EVENTS[1:]], **BEGINNING)
    assert broken(replace(forged, hash=entry.hash)) == len(EVENTS)


def test_touched_marks_and_hashes_are_found(entry):
    assert broken(replace(entry, marks=entry.marks[:4] + b"x" + entry.marks[5:])) == 2
    assert broken(replace(entry, marks=b"")) == 1
    assert broken(replace(entry, hash=b"")) == len(EVENTS)
    assert broken(replace(entry, hash=bytes(32))) == len(EVENTS)


def test_an_event_forged_together_with_its_mark_is_found_by_the_end_of_the_chain(entry):
    end = entry.last, entry.hash
    assert broken(replace(entry, hash=entry.hash[:MARK]), end=end) is None

    forged = enter([*EVENTS[:3], CaseEnded(outcome="withdrawn")], **BEGINNING)
    forged = replace(forged, hash=forged.hash[:MARK])
    assert broken(forged) is None
    assert broken(forged, end=end) == len(EVENTS)


def test_the_next_entry_is_chained_to_the_last_event(entry):
    more = enter(EVENTS[:1], after=(entry.last, entry.hash), at=AT, actor=None)
    assert broken(entry, more) is None
    assert broken(more) == 1
