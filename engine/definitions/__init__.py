"""What process designers deploy: reading BPMN, DMN and forms, checking them, naming what is wrong.

`diagrams` and `forms` read, `lint` checks, `bundle` reads a set of files together, `deploying`
enters them. Pure but for that: bytes come in, plain data or a list of problems goes out. Nothing in
here runs a process or shows a page.
"""
