"""What a BPMN file says: its elements, their names, mappings, expressions and forms."""
