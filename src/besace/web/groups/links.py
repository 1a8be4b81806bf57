"""The links of invitations, as they are copied and written in letters."""

from django.conf import settings

from besace.people.invitations import token_of
from besace.people.models import Invitation


def address_of(invitation: Invitation) -> str:
    """Gives the link that takes an invitation: its token stands where no server and no log ever sees it."""
    return f"{settings.BESACE_ADDRESS}/invited/#{token_of(invitation)}"
