"""The only place that knows SQL: tables, migrations, repositories, the unit of work.

SQLite and PostgreSQL alike; every case's step is one transaction that `units` opens.
"""
