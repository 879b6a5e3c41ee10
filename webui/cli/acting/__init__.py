"""What is done in somebody's name (`--as`): deployments, migrations, messages, customers.

The engine asks whether that person may, and the history says who it was.
"""
