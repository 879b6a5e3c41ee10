"""How a command says no: one sentence on standard error, and an exit code."""

from __future__ import annotations

import click


class Refused(click.ClickException):
    """What was asked for is wrong; exit code 2."""

    exit_code = 2


class NotPossible(click.ClickException):
    """What was asked for is right, but cannot be done here and now; exit code 1."""

    exit_code = 1
