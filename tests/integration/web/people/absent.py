"""Entering an absence on its page."""


def enter_absence(screen, person="", first="2026-02-10", last="2026-02-14", *substitutes):
    form = {"person": person, "first": first, "last": last, "substitute": list(substitutes)}
    return screen.post("/absences/new", form)
