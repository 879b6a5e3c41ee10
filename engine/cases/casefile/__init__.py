"""The file of a case as people turn its leaves: events, variables, tasks, messages, related cases.

`queries` says what can be asked, `views` what is answered; each other module answers one of them.
"""
