"""What can be wrong with customers."""

from __future__ import annotations

from dataclasses import dataclass, field

from engine.kernel.errors import YekuoError
from engine.kernel.ids import CustomerId


@dataclass(frozen=True, kw_only=True, slots=True)
class Flaw:
    """What is wrong with one fact of an entry.

    `code` is `missing`, `too-long`, `not-text`, `not-one-of`, `not-a-number`, `not-whole`,
    `too-small`, `too-large`, `too-many`, `taken`, `twice`, `nobody` or `over` (a day that is);
    `found` is what stood there; `wanted` what could stand there, or the limit.
    """

    fact: str
    code: str
    found: str = ""
    wanted: str = ""


@dataclass
class UnknownCustomer(YekuoError):
    """There is no such customer, or it is not one the person may know of."""

    customer: CustomerId


@dataclass
class BadCustomer(YekuoError):
    """An entry that cannot be: every fact that is wrong."""

    flaws: tuple[Flaw, ...]


@dataclass
class CustomerMoved(YekuoError):
    """Somebody else changed the customer since the form was opened."""

    customer: CustomerId


@dataclass
class RegisterMoved(YekuoError):
    """The register, or the file, is another than when what the file would do was told."""

    name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class RowFlaw:
    """What is wrong in a file: `line` as an editor counts them, `column` as the file names it.

    Beside a flaw's codes: `unreadable` (the file's encoding), `no-header`, `column-missing`,
    `column-twice`, `too-many-cells`, `too-many-rows`, `broken` (the quotes of a row do not close).
    """

    line: int
    column: str
    code: str
    found: str = ""
    wanted: str = ""


@dataclass
class FileRefused(YekuoError):
    """A file of which nothing was taken; `flaws` are the first of `count`."""

    count: int
    flaws: tuple[RowFlaw, ...] = field(default=())
