"""The first page after the sign-in, by role: what needs one today, or how the station stands."""
