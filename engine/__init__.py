"""The workflow engine of yekuo: everything that decides, remembers and keeps time.

No web framework in here. The only door for callers is `engine.api`.
"""
