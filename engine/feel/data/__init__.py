"""Values: their types, comparison, arithmetic, dates and times, and how they are written."""
