"""Room for requests that use the database: no more of them at a time than there are threads.

A request passes from thread to thread, and a save holds the writer's turn in between. If those that wait for
the turn could take every thread, the one that has it would wait for them, and all of them for the clock.
"""

from anyio import Semaphore
from anyio.lowlevel import RunVar

THREADS = 16

_rooms: RunVar[Semaphore] = RunVar("room for requests that use the database")


def room() -> Semaphore:
    """Return what lets in so many at a time; the others wait without a thread."""
    try:
        return _rooms.get()
    except LookupError:
        made = Semaphore(THREADS)
        _rooms.set(made)
        return made
