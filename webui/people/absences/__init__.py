"""Absences, and who stands in: their pages, their form, a line of their lists."""
