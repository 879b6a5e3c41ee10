"""The register of customers."""

from engine.customers.customers import (
    ByHand,
    Contact,
    Customer,
)
from engine.customers.errors import (
    BadCustomer,
    CustomerMoved,
    FileRefused,
    Flaw,
    RegisterMoved,
    RowFlaw,
    UnknownCustomer,
)
from engine.customers.messages import (
    AssignCustomer,
    ChangeCustomer,
    ChooseCustomers,
    CustomerChanges,
    CustomerChoices,
    CustomerDetail,
    CustomerLine,
    Customers,
    CustomerView,
    EnterCustomer,
    ImportCustomers,
    Imported,
    Preview,
    PreviewCustomers,
    ReleaseTier,
    SetTier,
)
from engine.customers.rules import CODES as CUSTOMER_CODES
from engine.customers.rules import flaws_of

__all__ = [
    "CUSTOMER_CODES",
    "AssignCustomer",
    "BadCustomer",
    "ByHand",
    "ChangeCustomer",
    "ChooseCustomers",
    "Contact",
    "Customer",
    "CustomerChanges",
    "CustomerChoices",
    "CustomerDetail",
    "CustomerLine",
    "CustomerMoved",
    "CustomerView",
    "Customers",
    "EnterCustomer",
    "FileRefused",
    "Flaw",
    "ImportCustomers",
    "Imported",
    "Preview",
    "PreviewCustomers",
    "RegisterMoved",
    "ReleaseTier",
    "RowFlaw",
    "SetTier",
    "UnknownCustomer",
    "flaws_of",
]
