"""From a DMN file to a model: its elements made ready, its types, and what is wrong with it."""
