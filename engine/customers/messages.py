"""What can be done with customers, and asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from engine.customers.customers import Customer
from engine.customers.importing.reading import MOST_ROWS
from engine.identity.audit import AuditTrail
from engine.identity.users import User
from engine.kernel.ids import CustomerId, UserId
from engine.kernel.messages import Command, Query
from engine.kernel.pages import Page


@dataclass(frozen=True, kw_only=True)
class EnterCustomer(Command[CustomerId]):
    """Enter a new customer; one who sees their own customers alone becomes its manager.

    Raises BadCustomer.
    """

    action: ClassVar[str] = "customer.change"
    customer: Customer


@dataclass(frozen=True, kw_only=True)
class ChangeCustomer(Command[None]):
    """Change what is known of a customer, but its manager; `edition` is that of what was read.

    What is so already leaves no word in the history. Raises UnknownCustomer, BadCustomer,
    CustomerMoved.
    """

    action: ClassVar[str] = "customer.change"
    customer: Customer
    edition: str


@dataclass(frozen=True, kw_only=True)
class AssignCustomer(Command[None]):
    """Give a customer another manager, or none. Running cases keep theirs.

    Raises UnknownCustomer, BadCustomer when nobody of that login is an active manager.
    """

    action: ClassVar[str] = "customer.assign"
    customer: CustomerId
    manager: UserId | None


@dataclass(frozen=True, kw_only=True)
class SetTier(Command[None]):
    """Set a customer's tier by hand, for a reason, through the day `until` or without end.

    The rules go on being asked: what they give stands beside it, and holds again as soon as it is
    released or the day is over. What is so already leaves no word in the history. Raises
    UnknownCustomer; BadCustomer when there is no such tier, no reason, or the day is over.
    """

    action: ClassVar[str] = "customer.tier"
    customer: CustomerId
    tier: str
    reason: str
    until: date | None = None


@dataclass(frozen=True, kw_only=True)
class ReleaseTier(Command[None]):
    """Let the rules say a customer's tier again, for a reason; nothing when they do already.

    Raises UnknownCustomer; BadCustomer without a reason.
    """

    action: ClassVar[str] = "customer.tier"
    customer: CustomerId
    reason: str


@dataclass(frozen=True, kw_only=True)
class EndTiers(Command[int]):
    """Release tiers set by hand whose last day is over, a hundred at most; returns how many."""

    action: ClassVar[str] = "station.sweep"


@dataclass(frozen=True, kw_only=True, slots=True)
class Imported:
    """What a file brought: rows read, entered anew, changed, as they were; tiers that changed.

    `ignored` are the file's columns that say nothing the register keeps.
    """

    rows: int
    entered: int
    changed: int
    same: int
    tiers: int
    ignored: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ImportCustomers(Command[Imported]):
    """Take the customers of a CSV file, by account number: every row of it, or none.

    What a row leaves empty, and what the file has no column for, stays as it is. Raises
    FileRefused: each flaw by line and column; RegisterMoved when it would do something else than
    was told with the mark `checked`. `most` rows are taken at most.
    """

    action: ClassVar[str] = "customer.import"
    name: str
    content: bytes = field(repr=False)
    checked: str | None = None
    most: int = MOST_ROWS


@dataclass(frozen=True, kw_only=True, slots=True)
class PreviewRow:
    """A customer that a file enters, or of whom (`known`) it changes some facts."""

    account_no: str
    name: str
    known: bool
    facts: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Preview:
    """What taking a file would do: how many it enters, changes and leaves as they are.

    `shown` are the first of those it touches; `mark` stands for all of it.
    """

    rows: int
    entered: int
    changed: int
    same: int
    shown: tuple[PreviewRow, ...]
    ignored: tuple[str, ...]
    mark: str


@dataclass(frozen=True, kw_only=True)
class PreviewCustomers(Query[Preview]):
    """What taking a file of customers would do. Raises FileRefused."""

    action: ClassVar[str] = "customer.import"
    content: bytes = field(repr=False)
    most: int = MOST_ROWS


@dataclass(frozen=True, kw_only=True, slots=True)
class CustomerLine:
    """A customer as a line of a list."""

    customer: Customer
    manager: User | None


@dataclass(frozen=True, kw_only=True)
class Customers(Query[Page[CustomerLine]]):
    """The customers one may see, the largest by annual sales first.

    `text` finds names and account numbers by any part of them. Raises BadPlace.
    """

    action: ClassVar[str] = "customer.read"
    text: str = ""
    tier: str | None = None
    line: str | None = None
    manager: UserId | None = None
    after: str | None = None
    limit: int = 50


@dataclass(frozen=True, kw_only=True, slots=True)
class CustomerView:
    """One customer; `may` holds `change`, `assign`, `tier`. `edition` changes with what people
    enter; `rated_by` is who set the tier by hand.
    """

    customer: Customer
    manager: User | None
    rated_by: User | None
    edition: str
    may: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class CustomerDetail(Query[CustomerView]):
    """One customer. Raises UnknownCustomer."""

    action: ClassVar[str] = "customer.read"
    customer: CustomerId


@dataclass(frozen=True, kw_only=True, slots=True)
class CustomerChoices:
    """What the list can be narrowed to, and who can be a manager: lines, people by login."""

    lines: tuple[str, ...]
    managers: tuple[User, ...]
    """Who has customers now; empty for whoever sees their own alone."""
    able: tuple[User, ...]
    """The active people who can be given a customer."""


@dataclass(frozen=True, kw_only=True)
class ChooseCustomers(Query[CustomerChoices]):
    """What the list of customers can be narrowed to."""

    action: ClassVar[str] = "customer.read"


@dataclass(frozen=True, kw_only=True)
class CustomerChanges(Query[AuditTrail]):
    """What happened to a customer, latest first. Raises UnknownCustomer."""

    action: ClassVar[str] = "customer.read"
    customer: CustomerId
    before: int | None = None
    limit: int = 40
