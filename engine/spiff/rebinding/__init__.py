"""Bringing a case's tokens to another version of their process.

`fitting` says of each token whether the other version has a place for it, `changes` what is drawn
differently there, `rebind` moves the tokens over.
"""
