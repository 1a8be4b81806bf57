"""What does not depend on who looks: made once for all the views of a session, which are asked for in a row."""

from collections.abc import Callable
from weakref import ref

from besace.method.session import Session


def once[T](work: Callable[[Session], T]) -> Callable[[Session], T]:
    """The same function of a session, with its answer for the last one kept, not the session itself.

    All views then hold the very same value, which is quick to compare and to draw once.
    """
    last: tuple[Callable[[], Session | None], T] | None = None

    def remembered(session: Session) -> T:
        nonlocal last
        kept = last
        if kept is None or kept[0]() is not session:
            kept = last = (ref(session), work(session))
        return kept[1]

    remembered.__doc__ = work.__doc__
    return remembered
