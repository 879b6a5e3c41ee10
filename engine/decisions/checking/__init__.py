"""What a decision table leaves open, decides twice or never: for the linter.

Tables are reasoned about without being run.
"""
