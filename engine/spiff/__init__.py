"""The SpiffWorkflow adapter: the only package that imports SpiffWorkflow.

`SpiffRunner` is the port `engine.cases.tokens.runner.Runner`; `check` refuses what would run
wrongly. Library classes are subclassed, never patched; live tokens alone are kept, finished ones
are not.
"""

from engine.spiff.checking.check import Refusal, check
from engine.spiff.parsing.library import DefinitionSource
from engine.spiff.runner import SpiffRunner
from engine.spiff.values.beats import StationBeats

__all__ = ["DefinitionSource", "Refusal", "SpiffRunner", "StationBeats", "check"]
