"""People, and what is theirs: sessions, tokens, absences, the filters they keep."""
