"""What a person has typed into a task's form and not sent yet: theirs alone, and no history.

A draft is there while its task is open; one whose task has closed is seen by nobody and swept.
"""
