"""How cases begin: from an application form, by a start event, and what all have in common."""
