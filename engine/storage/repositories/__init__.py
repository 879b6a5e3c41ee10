"""One repository for each kind of thing kept: rows in, records out, inside one transaction.

By what is kept: `cases` and their tasks, `people`, `notes` beside a case, `notices`, what is
`waiting`; the registers of customers and of definitions stand beside them.
"""
