"""WebAuthn's two ceremonies, by allauth and fido2; loaded by the first of them, as they weigh three megabytes."""

import json
import struct
from collections.abc import Mapping
from typing import Any

from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError

from besace.people.models import Person

LONGEST = 16_384
MALFORMED = (
    *(ValidationError, ValueError, TypeError, LookupError, AttributeError),
    *(AssertionError, RuntimeError, struct.error),
)
"""What the libraries raise for what no browser sends."""


class NotProved(Exception):  # noqa: N818 - what happened, in one word
    """What the browser sent proves nothing here."""


def options_to_add(person: Person) -> Mapping[str, Any]:
    """What a browser needs to make a passkey: one it finds by itself, and opens by a finger, a face or a PIN."""
    return dict(_auth().begin_registration(person, True))


def add(person: Person, sent: str, name: str) -> Authenticator:
    """Keeps the passkey that a browser has made.

    Raises:
        NotProved: it answers no question of ours, or nobody was asked for finger, face or PIN.
    """
    auth = _auth()
    credential = _read(sent)
    try:
        auth.parse_registration_response(credential)
        auth.complete_registration(credential)
    except MALFORMED as failure:
        auth.clear_state()  # each question is answered once
        raise NotProved from failure
    made: Authenticator = auth.WebAuthn.add(person, name, credential).instance
    return made


def options_to_use(person: Person | None) -> Mapping[str, Any]:
    """What a browser needs to use a passkey: one of hers, or any of this house."""
    return dict(_auth().begin_authentication(person))


def used(sent: str, person: Person | None) -> Authenticator:
    """The passkey that answered, of this person where one is named.

    Raises:
        NotProved: it is none of hers, or of nobody here, or answers no question of ours.
    """
    auth = _auth()
    credential = _read(sent)
    try:
        auth.parse_authentication_response(credential)
        owner = person or auth.extract_user_from_response(credential)
        found: Authenticator = auth.complete_authentication(owner, credential)
    except MALFORMED as failure:
        auth.clear_state()
        raise NotProved from failure
    found.record_usage()
    return found


def _auth() -> Any:
    from allauth.mfa.webauthn.internal import auth  # noqa: PLC0415 - see above

    return auth


def _read(sent: str) -> dict[str, Any]:
    try:
        credential = json.loads(sent[:LONGEST])
    except (ValueError, RecursionError) as failure:
        raise NotProved from failure
    if not isinstance(credential, dict):
        raise NotProved
    return credential
