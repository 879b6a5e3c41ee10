"""Doing several things at the same time."""

import threading

from engine.api import YekuoError


def at_once(*calls):
    """Do calls in threads that begin together; return what each gave, or the refusal it met."""
    results = [None] * len(calls)
    ready = threading.Barrier(len(calls))

    def run(place, call):
        ready.wait()
        try:
            results[place] = call()
        except YekuoError as refusal:
            results[place] = refusal

    threads = [threading.Thread(target=run, args=one) for one in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def refusals(results):
    """Return the class of each refusal among what was given."""
    return [type(result) for result in results if isinstance(result, YekuoError)]
