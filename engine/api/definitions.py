"""Deploying diagrams, rules and forms."""

from engine.definitions.bundle import DeploymentRefused
from engine.definitions.deploying import (
    Deploy,
    Deployed,
)
from engine.definitions.forms import FieldError

__all__ = ["Deploy", "Deployed", "DeploymentRefused", "FieldError"]
