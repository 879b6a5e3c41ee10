"""The station's calendar: which days are worked, service hours, the cut-off hour, the zone.

Pure: a versioned table of days, seeded from the published holidays and extended by import.
A year that is not yet announced is computed, and every answer that touches it says `provisional`.
"""
