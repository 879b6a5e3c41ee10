"""The linter of BPMN files: what would not run as drawn, and what is worth a second look.

A whitelist: an element, attribute or extension that is not known to be executed is an error.
Problems carry codes and fields; `engine.definitions.sentences` has the English.
"""

from engine.definitions.lint.bpmn import lint
from engine.definitions.lint.known import Known

__all__ = ["Known", "lint"]
