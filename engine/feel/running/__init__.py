"""From tree to value: closures compiled once, the scope of names, and the budget they keep to."""
