"""What people are told without asking: notices in the app, letters by mail.

A notice is a row made in the transaction of what it tells of (the outbox); from there it goes to
each person as they chose. `mail` holds what a letter is and how it leaves the house.
"""
