"""From a BPMN file to the specs of its processes, by SpiffWorkflow's parser with our own table.

`parser` makes a spec of each element, `joining` and `reach` add what no sequence flow says, and
`library` keeps the processes that were parsed last.
"""
