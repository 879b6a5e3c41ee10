"""What responsible people do to a running case beside its diagram, each with a reason.

`commands` and `errors` say what can be asked and refused; the other modules hold the handlers, all
of which take the one path of `engine.cases.stepping.step`.
"""
