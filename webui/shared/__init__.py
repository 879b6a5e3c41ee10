"""What every page stands in: layout, sign-in and sessions, languages, headers, error pages.

`errors` says what refusals mean, `sign_in` who is asking. Knows people and errors from
`engine.api`, but no case, task or customer.
"""
