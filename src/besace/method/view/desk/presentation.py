"""The desk in step 1: what the client may be asked to tell, and that it is said (S1)."""

from collections.abc import Mapping

from besace.method.session import Session
from besace.method.value import value
from besace.method.view.common import Can
from besace.method.view.desk.who import Who, client_of, for_client
from besace.method.words import Seconds, Stage


@value
class DeskPresentation:
    """The client tells, the others are silent; whether all is said."""

    client: Who
    said: bool
    done: Can


def islands(session: Session, _: Seconds) -> Mapping[str, object | None]:
    """The sheet of step 1."""
    here = session.stage is Stage.PRESENTATION
    sheet = DeskPresentation(client_of(session), session.presented, for_client(session, "done")) if here else None
    return {"desk_presentation": sheet}
