"""The `yekuo` command: one module per subcommand, loaded when it is called.

A process entry point: it may call `engine.bootstrap`.
"""
