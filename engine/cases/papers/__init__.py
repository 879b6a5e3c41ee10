"""Papers of a case: files that people put to it, by kind, stored once by their content's digest.

`media` says what a file is by its bytes; a paper is removed by name only, its file stays.
"""
