"""How letters leave the house: what a message is made of, and the way to the mail server."""
