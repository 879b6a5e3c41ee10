"""Who serves a demo's folder, so that nobody makes its store anew underneath."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from webui.cli.refusal import NotPossible

FILE = "served"


@contextmanager
def served(folder: Path) -> Iterator[None]:
    """Hold a folder as its server, beside any others. Raises NotPossible while it is made anew."""
    with _held(folder, alone=False, sentence=f"The demo in {folder} is being made anew just now."):
        yield


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold a folder against every server. Raises NotPossible while there is one."""
    sentence = (
        f"The demo in {folder} is being served and would have to be made anew: stop that first "
        "(Ctrl+C there), or name another folder with --data."
    )
    with _held(folder, alone=True, sentence=sentence):
        yield


@contextmanager
def _held(folder: Path, *, alone: bool, sentence: str) -> Iterator[None]:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / FILE).open("a") as file:
        if os.name != "nt":  # there a store that somebody uses cannot be replaced anyway
            import fcntl  # noqa: PLC0415

            kind = fcntl.LOCK_EX if alone else fcntl.LOCK_SH
            try:
                fcntl.flock(file, kind | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise NotPossible(sentence) from error
        yield
