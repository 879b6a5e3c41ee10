"""How often something was tried lately: one count for all processes of a station."""
