"""What kinds of letters and their failures are called on a page."""

from django.utils.translation import gettext_lazy as _

from besace.post.failures import Failure
from besace.post.models import Kind, Letter

NAMES = {
    Kind.INVITATION: _("Invitation"),
    Kind.POLL: _("Which days suit, to answer"),
    Kind.DATES: _("The dates, to confirm"),
    Kind.ANNOUNCEMENT: _("Announcement, and a call for subjects"),
    Kind.REMINDER: _("Reminder"),
    Kind.CHANGED: _("A session that has changed"),
    Kind.CANCELLED: _("A session that does not take place"),
    Kind.THANKS: _("Thanks, with a link to one’s own page"),
}
"""Those a facilitator sees. That someone is reminded of her actions is her own business (F5)."""

FAILURES = {
    Failure.UNKNOWN_ADDRESS: _("The address is unknown."),
    Failure.MAILBOX_FULL: _("The mailbox is full."),
    Failure.REFUSED: _("The mail server refuses it."),
    Failure.BUSY: _("The mail server asks to come back later."),
    Failure.UNREACHABLE: _("The mail server cannot be reached."),
    Failure.NOT_LET_IN: _("The mail server refuses our name or password: whoever runs this server can put it right."),
    Failure.NOT_CLOSED: _(
        "The line to the mail server cannot be protected: whoever runs this server can put it right."
    ),
    Failure.UNANSWERED: _("The line broke before the mail server said that it had it."),
    Failure.UNSURE: _("It may have arrived: the line broke twice at the very end. Ask before you send it again."),
    Failure.NO_ADDRESS: _("No address is known: it can be copied and passed on."),
    Failure.CAME_BACK: _("It came back."),
    Failure.NOT_WRITTEN: _("Something failed on our side."),
}

STATES = {
    Letter.State.WAITING: _("waiting to leave"),
    Letter.State.SENDING: _("on its way"),
    Letter.State.SENT: _("arrived at the mail server"),
    Letter.State.FAILED: _("did not arrive"),
    Letter.State.COPIED: _("passed on by hand"),
    Letter.State.SKIPPED: _("not sent: too late to be of use"),
}
