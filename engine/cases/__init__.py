"""Cases: instances of processes, their human tasks, variables, messages and running time limits.

`commands` says what can be done, `handlers` does it; `queries` and `views` say what can be asked,
`answers` answers it. `stepping` is the path of every change. What is large enough has a folder of
its own, commands, handlers and answers together: `beginning`, `crossing`, `operating`,
`migrating`, `incidents`, `work` outside, `papers`, `comments`, `drafts`, `telling` people.
`tokens` is the port to the machine that moves tokens, `ports` that to the store.
"""
