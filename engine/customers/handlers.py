"""Entering, changing and assigning customers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Protocol

from engine.customers.customers import Customer, CustomerHistory, CustomerStore
from engine.customers.errors import BadCustomer, CustomerMoved, Flaw, UnknownCustomer
from engine.customers.messages import AssignCustomer, ChangeCustomer, EnterCustomer
from engine.customers.rules import OURS, edition_of, flaws, tidied
from engine.customers.saving import Occasion, enter, save
from engine.customers.tiers import TierRule, classify
from engine.identity.context import Context
from engine.identity.permissions import Scope
from engine.identity.ports import PersonStore
from engine.identity.users import MANAGERS, User
from engine.kernel.ids import CustomerId, UserId


class CustomerUnit(Protocol):
    """One transaction, as handlers here see it."""

    @property
    def customers(self) -> CustomerStore:
        """The register."""
        ...

    @property
    def people(self) -> PersonStore:
        """People."""
        ...

    @property
    def history(self) -> CustomerHistory:
        """What happened to customers."""
        ...


class TierRules(Protocol):
    """Gives the rule for tiers that is in use now."""

    def __call__(self, context: Context[CustomerUnit]) -> TierRule:
        """Return the rule as of a transaction."""
        ...


class Enter:
    """Handles `EnterCustomer`."""

    def __init__(self, rules: TierRules) -> None:
        """Take the rule for tiers from `rules`."""
        self._rules = rules

    def __call__(self, command: EnterCustomer, context: Context[CustomerUnit]) -> CustomerId:
        """Enter a customer."""
        new = replace(tidied(command.customer), station=context.actor.station)
        new = replace(_only_entered(new), manager=_first_manager(command, context))
        check(context, new)
        entered = enter(context.unit, new, occasion(context))
        classify(context.unit, self._rules(context), [entered.id], context.now, context.actor)
        return entered.id


def _first_manager(command: EnterCustomer, context: Context[CustomerUnit]) -> UserId | None:
    return context.actor.id if context.scope is Scope.OWN else command.customer.manager


def _only_entered(customer: Customer) -> Customer:
    """Return an entry without what the register finds out by itself."""
    found: dict[str, Any] = dict.fromkeys(OURS - {"id", "station"})
    return replace(customer, **found)


class Change:
    """Handles `ChangeCustomer`."""

    def __init__(self, rules: TierRules) -> None:
        """Take the rule for tiers from `rules`."""
        self._rules = rules

    def __call__(self, command: ChangeCustomer, context: Context[CustomerUnit]) -> None:
        """Change a customer unless somebody else did meanwhile."""
        known = own(context, command.customer.id)
        wanted = _merged(known, tidied(command.customer))
        check(context, wanted)
        if edition_of(known) != command.edition:
            raise CustomerMoved(known.id)
        if save(context.unit, known, wanted, occasion(context)):
            classify(context.unit, self._rules(context), [known.id], context.now, context.actor)


def _merged(known: Customer, entered: Customer) -> Customer:
    """Return what people entered with what only the register, or assigning, changes."""
    kept: dict[str, Any] = {name: getattr(known, name) for name in OURS | {"manager"}}
    return replace(entered, **kept)


def assign(command: AssignCustomer, context: Context[CustomerUnit]) -> None:
    """Give a customer another manager."""
    known = own(context, command.customer)
    after = replace(known, manager=command.manager)
    if after.manager is not None and after.manager not in able(context):
        raise BadCustomer((Flaw(fact="manager", code="nobody", found=after.manager),))
    save(context.unit, known, after, occasion(context))


def check(context: Context[CustomerUnit], customer: Customer) -> None:
    """Refuse an entry that cannot be. Raises BadCustomer: all that is wrong with it."""
    found = list(flaws(customer))
    account = customer.account_no
    if account is not None and not any(flaw.fact == "account_no" for flaw in found):
        holder = context.unit.customers.by_account(context.actor.station, account)
        if holder is not None and holder.id != customer.id:
            found.append(Flaw(fact="account_no", code="taken", found=account))
    if customer.id == 0 and customer.manager and customer.manager not in able(context):
        found.append(Flaw(fact="manager", code="nobody", found=customer.manager))
    if found:
        raise BadCustomer(tuple(found))


def able(context: Context[CustomerUnit]) -> dict[UserId, User]:
    """Return who can be a customer's manager: the active customer managers, by login."""
    return {user.id: user for user in context.unit.people.with_roles(MANAGERS)}


def occasion(context: Context[CustomerUnit], file: str | None = None) -> Occasion:
    """Return a command as the occasion of a change."""
    return Occasion(at=context.now, actor=context.actor.id, file=file)


def own(context: Context[CustomerUnit], customer: CustomerId) -> Customer:
    """Return a customer the actor may change, keeping others off it. Raises UnknownCustomer."""
    known = context.unit.customers.hold(customer)
    if known is None or not may_see(context, known):
        raise UnknownCustomer(customer)
    return known


def may_see(context: Context[Any], customer: Customer) -> bool:
    """Say whether a customer is one's own, or one sees all of the station."""
    return context.scope is Scope.STATION or customer.manager == context.actor.id
