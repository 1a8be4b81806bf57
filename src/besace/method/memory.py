"""What does not depend on who looks: made once for all the views of a session, which are asked for in a row."""

from collections.abc import Callable, Hashable
from inspect import signature
from typing import Any, cast
from weakref import ref

from besace.method.session import Session


def once[*More, T](work: Callable[[Session, *More], T]) -> Callable[[Session, *More], T]:
    """The same function of a session, and of hashable values, with its answers for the last session kept.

    The session itself is not kept. All views then hold the very same value, quick to compare and to draw once.
    """
    alone = len(signature(work).parameters) == 1
    remembered = _of_session(cast("Callable[[Session], T]", work)) if alone else _of_more(work)
    remembered.__doc__ = work.__doc__
    return cast("Callable[[Session, *More], T]", remembered)


def _of_session[T](work: Callable[[Session], T]) -> Callable[[Session], T]:
    """Of a session alone: asked two hundred times an act, so nothing is looked up."""
    last: tuple[Callable[[], Session | None], Any] = (lambda: None, None)

    def remembered(session: Session) -> T:
        nonlocal last
        whose, found = last
        if whose() is not session:
            found = work(session)
            last = (ref(session), found)
        answer: T = found
        return answer

    return remembered


def _of_more[*More, T](work: Callable[[Session, *More], T]) -> Callable[[Session, *More], T]:
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

    return remembered
