"""What process designers deploy: reading BPMN, DMN and forms, checking them, naming what is wrong.

Pure: bytes come in, plain data or a list of problems goes out. Nothing in here runs a process,
stores anything or shows a page.
"""
