"""Files of customers: how they are read, what taking one would do, and taking it.

Every row of a file is taken, or none.
"""
