"""Taking a file of customers into the register: every row of it, or none."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from engine.customers.customers import Contact, Customer
from engine.customers.errors import RegisterMoved, RowFlaw
from engine.customers.handlers import CustomerUnit, TierRules, able, occasion
from engine.customers.importing.reading import FileRead, Flaws, RowRead, read_file
from engine.customers.messages import ImportCustomers, Imported
from engine.customers.rules import changes, flaws, tidied
from engine.customers.saving import enter, save
from engine.customers.tiers import classify
from engine.identity.context import Context
from engine.identity.users import User
from engine.kernel.ids import CustomerId, StationId, UserId

_AT_ONCE = 500

Pair = tuple[Customer | None, Customer]
"""A row's customer as it stands, if it is known, and as it is to be."""


class Import:
    """Handles `ImportCustomers`."""

    def __init__(self, rules: TierRules) -> None:
        """Take the rule for tiers from `rules`."""
        self._rules = rules

    def __call__(self, command: ImportCustomers, context: Context[CustomerUnit]) -> Imported:
        """Take a file."""
        read = read_file(command.content, command.most)
        # Two files at once would each enter the same new customers.
        context.unit.customers.hold_all()
        wanted = wanted_of(read, context)
        if command.checked is not None and command.checked != mark(command.content, wanted):
            raise RegisterMoved(command.name)
        on = occasion(context, file=command.name)
        touched: list[CustomerId] = []
        entered = changed = 0
        for before, after in wanted:
            if before is None:
                entered += 1
                touched.append(enter(context.unit, after, on).id)
            elif save(context.unit, before, after, on):
                changed += 1
                touched.append(before.id)
        tiers = classify(context.unit, self._rules(context), touched, context.now, context.actor)
        return Imported(
            rows=len(wanted),
            entered=entered,
            changed=changed,
            same=len(wanted) - entered - changed,
            tiers=tiers,
            ignored=read.ignored,
        )


def mark(content: bytes, wanted: Sequence[Pair]) -> str:
    """Return a text that is another as soon as the file, or what it would do, is another."""
    digest = hashlib.sha256(content)
    for before, after in wanted:
        digest.update(repr((after.account_no, changed(before, after))).encode())
    return digest.hexdigest()


def changed(before: Customer | None, after: Customer) -> list[str]:
    """Return the facts of a known customer that a row changes; `new` of one that is entered."""
    return ["new"] if before is None else sorted(changes(before, after)[1])


def wanted_of(read: FileRead, context: Context[CustomerUnit]) -> list[Pair]:
    """Return each row's customer as it stands and as it is to be. Raises FileRefused."""
    found = Flaws()
    managers = _logins(able(context).values())
    wanted: list[Pair] = []
    for rows in _chunks(read.rows):
        accounts = [row.account_no for row in rows]
        known = context.unit.customers.by_accounts(context.actor.station, accounts)
        for row in rows:
            before = known.get(row.account_no)
            after = _customer(row, before, context.actor.station, managers)
            _note(row, after, read.columns, managers, found)
            wanted.append((before, after))
    found.refuse()
    return wanted


def _logins(people: Collection[User]) -> dict[str, UserId]:
    """Return managers by everything a file may call them; a name that two have calls nobody."""
    named: dict[str, UserId] = {}
    shared: set[str] = set()
    for user in people:
        for name in {user.id, user.name, user.name_zh or user.id}:
            if named.setdefault(name, user.id) != user.id:
                shared.add(name)
    logins = {user.id: user.id for user in people}
    return {name: login for name, login in named.items() if name not in shared} | logins


def _customer(
    row: RowRead, before: Customer | None, station: StationId, managers: Mapping[str, UserId]
) -> Customer:
    """Return a row's customer: what the row does not say stays as it is."""
    told = dict(row.facts)
    if "manager" in told:
        told["manager"] = managers.get(told["manager"], told["manager"])
    start = before or Customer(id=CustomerId(0), station=station, name="")
    contacts = start.contacts
    if row.contact is not None:
        contacts = (_contact(row.contact, start.main_contact), *start.contacts[1:])
    return tidied(replace(start, **told, contacts=contacts))


def _contact(told: Contact, known: Contact | None) -> Contact:
    """Return the main contact: the same person keeps what the row does not say."""
    if known is None or (told.name and told.name != known.name):
        return told
    return Contact(
        name=told.name or known.name,
        duty=told.duty or known.duty,
        phone=told.phone or known.phone,
    )


def _note(
    row: RowRead,
    after: Customer,
    columns: Mapping[str, str],
    managers: Mapping[str, UserId],
    found: Flaws,
) -> None:
    """Note what is wrong with a row's customer."""
    for flaw in flaws(after):
        column = columns.get(flaw.fact, flaw.fact)
        found.add(
            RowFlaw(
                line=row.line, column=column, code=flaw.code, found=flaw.found, wanted=flaw.wanted
            )
        )
    told = row.facts.get("manager")
    if told is not None and told not in managers:
        column = columns.get("manager", "manager")
        found.add(RowFlaw(line=row.line, column=column, code="nobody", found=told))


def _chunks(rows: Sequence[RowRead]) -> Iterator[list[RowRead]]:
    left = iter(rows)
    while chunk := list(islice(left, _AT_ONCE)):
        yield chunk
