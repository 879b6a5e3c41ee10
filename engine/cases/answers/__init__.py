"""One answer for each query: records become views, with names in the reader's language.

Each answer is made with the `Shelf` (catalogue and calendar) and takes the query and its context.
"""
