"""The web: one folder per audience, a frame they share, the `yekuo` command.

It enters the engine only by `engine.api`; process entry points alone also call `engine.bootstrap`.
"""
