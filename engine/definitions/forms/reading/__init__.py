"""From a form as written to its fields and their rules, noting all that has to be mended."""
