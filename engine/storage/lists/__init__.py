"""Where the rows of a list come from: for each source the range of an index that holds it.

`tasks` has the sources of the inbox, `cases` those of the list of cases.
"""
