"""What happened: append-only events, each chained by hash to the one before it in its case.

`events`, `notes` and `operations` name the kinds; `chain` computes and checks the hashes; `entries`
makes one row of what one command did.
"""
