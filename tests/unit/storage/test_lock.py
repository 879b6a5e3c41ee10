"""The write lock is handed on in the order in which it was asked for."""

import threading

from engine.storage.connections.lock import FairLock


def test_who_has_waited_longest_is_next():
    lock, order, waiting = FairLock(), [], []

    def wait(number, begun):
        begun.set()
        with lock:
            order.append(number)

    with lock:
        for number in range(8):
            begun = threading.Event()
            thread = threading.Thread(target=wait, args=(number, begun))
            thread.start()
            begun.wait()
            while len(lock._waiting) <= number:
                pass
            waiting.append(thread)
    for thread in waiting:
        thread.join()
    assert order == list(range(8))


def test_an_error_inside_frees_it():
    lock = FairLock()
    try:
        with lock:
            raise RuntimeError("inside")
    except RuntimeError:
        pass
    with lock:
        assert lock._held
    assert not lock._held
