"""Every kind of change that tokens report is taken note of."""

from typing import get_args

from engine.cases.stepping import host
from engine.cases.tokens.changes import Change


def test_the_host_takes_note_of_every_kind_of_change():
    assert set(host._TAKES) == set(get_args(Change))
