"""What does not depend on who looks: made once for all the views of a session, which are asked for in a row."""

from collections.abc import Callable, Hashable
from typing import Any
from weakref import ref

from besace.method.session import Session


def once[*More, T](work: Callable[[Session, *More], T]) -> Callable[[Session, *More], T]:
    """The same function of a session, and of hashable values, with its answers for the last session kept.

    The session itself is not kept. All views then hold the very same value, quick to compare and to draw once.
    """
    last: tuple[Callable[[], Session | None], dict[Hashable, Any]] = (lambda: None, {})

    def remembered(session: Session, *more: *More) -> T:
        nonlocal last
        whose, found = last
        if whose() is not session:
            found = {}
            last = (ref(session), found)
        if more not in found:
            found[more] = work(session, *more)
        answer: T = found[more]
        return answer

    remembered.__doc__ = work.__doc__
    return remembered
