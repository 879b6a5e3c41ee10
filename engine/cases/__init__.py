"""Cases: instances of processes, their human tasks, variables, messages and running time limits.

`commands` says what can be done, `handlers` does it, `queries` and `views` say what can be asked;
`tokens` is the port to the machine that moves tokens, `ports` that to the store.
"""
