"""Who answers what about customers, and where their tiers come from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.calendar.working import WorkingCalendar
from engine.cases.catalogue import Asked, Catalogue
from engine.cases.errors import UnknownDecision
from engine.cases.tokens.runner import Bound
from engine.customers import handlers, rating
from engine.customers.answers import (
    read_changes,
    read_choices,
    read_customer,
    read_customers,
)
from engine.customers.importing.previewing import preview
from engine.customers.importing.taking import Import
from engine.customers.messages import (
    AssignCustomer,
    ChangeCustomer,
    ChooseCustomers,
    CustomerChanges,
    CustomerDetail,
    Customers,
    EndTiers,
    EnterCustomer,
    ImportCustomers,
    PreviewCustomers,
    ReleaseTier,
    SetTier,
)
from engine.customers.tiers import Tier, TierRule
from engine.dispatch.dispatcher import Handler
from engine.identity.context import Context
from engine.kernel.messages import Command, Query

TIER_DECISION = "customer-tier"


class StationTiers:
    """The newest `customer-tier` in use."""

    def __init__(self, catalogue: Catalogue) -> None:
        """Read rules from a catalogue."""
        self._catalogue = catalogue

    def __call__(self, context: Context[Any]) -> TierRule:
        """Return the rule as of a transaction."""
        asked = Asked(
            station=context.actor.station,
            decision=TIER_DECISION,
            now=context.now,
            bound=Bound(),
        )

        def rule(facts: Mapping[str, Any]) -> Tier | None:
            try:
                value, _ = self._catalogue.decide(context.unit.definitions, asked, facts)
            except UnknownDecision:
                return None
            if not isinstance(value, Mapping) or not isinstance(value.get("tier"), str):
                return None
            return Tier(tier=value["tier"], reason=str(value.get("reason") or ""))

        return rule


def customer_handlers(
    catalogue: Catalogue, calendar: WorkingCalendar
) -> dict[type[Command[Any]], Handler]:
    """Return who handles each command about customers."""
    rules = StationTiers(catalogue)
    return {
        EnterCustomer: handlers.Enter(rules),
        ChangeCustomer: handlers.Change(rules),
        AssignCustomer: handlers.assign,
        SetTier: rating.Set(calendar),
        ReleaseTier: rating.release,
        EndTiers: rating.End(calendar),
        ImportCustomers: Import(rules),
    }


def customer_answers() -> dict[type[Query[Any]], Handler]:
    """Return who answers each question about customers."""
    return {
        Customers: read_customers,
        CustomerDetail: read_customer,
        ChooseCustomers: read_choices,
        CustomerChanges: read_changes,
        PreviewCustomers: preview,
    }
