"""A letter written: subject, plain text, HTML and calendar entry, from how things stand at this moment."""

import textwrap
from dataclasses import dataclass
from datetime import UTC, datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from besace.cycles.wall import WallTime
from besace.live import clock
from besace.post import times
from besace.post.drafts import words_of
from besace.post.due import Wanted
from besace.post.facts import Facts, facts_of
from besace.post.models import Draft, Kind
from besace.post.standing import WITH_ENTRY, Standing
from besace.post.wording import Said, said

WIDTH = 72


@dataclass(frozen=True, slots=True)
class Written:
    """What is sent, whole."""

    language: str
    subject: str
    text: str
    html: str
    fewer: str
    link: str
    entry: bytes | None = None
    method: str = ""


def write(one: Wanted, standing: Standing) -> Written:
    """Writes a letter."""
    facts = facts_of(one, standing)
    with override(facts.language):
        own = own_words(standing.drafts.get((one.kind, one.about)), facts.language)
        context = _context(facts, said(facts), own)
        text = render_to_string("post/letter.txt", context)
        html = render_to_string("post/letter.html", context)
        subject = str(context["subject"])
    entry, method = _entry(one, facts)
    return Written(facts.language, subject, text.strip() + "\n", html, facts.fewer, facts.here, entry, method)


def own_words(draft: Draft | None, language: str) -> str:
    """Gives the facilitator's words for readers of a language: written for them, else in the other one she wrote."""
    words = words_of(draft)
    return words.get(language) or next(iter(words.values()), "")


def paragraphs(text: str) -> tuple[str, ...]:
    """Parts words into paragraphs."""
    return tuple(" ".join(part.split()) for part in text.replace("\r\n", "\n").split("\n\n") if part.strip())


def _context(facts: Facts, words: Said, own: str) -> dict[str, object]:
    greeting = _("Hello %(name)s,") % {"name": facts.name} if facts.name else _("Hello,")
    told = paragraphs(own) or words.words
    closing = _("A letter can be read on the way: it carries a time, a place and a link, and nothing that was said.")
    return {
        "facts": facts,
        "language": facts.language,
        "said": words,
        "subject": words.subject,
        "greeting": greeting,
        "times": _times(facts),
        "words": told,
        "wrapped": [textwrap.fill(part, WIDTH, break_long_words=False, break_on_hyphens=False) for part in told],
        "closing": closing,
        "button": _("%(words)s:") % {"words": words.button},
        "other": _("%(words)s:") % {"words": words.other},
        "fewer": _("Fewer letters:"),
        "closing_wrapped": textwrap.fill(closing, WIDTH),
        "aside_wrapped": textwrap.fill(words.aside, WIDTH),
        "address": settings.BESACE_ADDRESS,
    }


def _times(facts: Facts) -> tuple[str, ...]:
    if facts.when:
        return (_with_zone(facts.when, facts),)
    if facts.kind is Kind.INVITATION and len(facts.dates) > 1:
        first, last = facts.dates[0], facts.dates[-1]
        parts = {
            "n": len(facts.dates),
            "first": times.span(first, facts.today),
            "end": times.day(last.day, facts.today),
        }
        return (_("%(n)d sessions: %(first)s, and so on until %(end)s") % parts,)
    return tuple(_with_zone(when, facts) for when in facts.dates)


def _with_zone(when: WallTime, facts: Facts) -> str:
    """Over a distance, clocks differ: whose time it is stands with it."""
    span = times.span(when, facts.today)
    if not facts.link:
        return span
    return _("%(span)s (time of %(zone)s)") % {"span": span, "zone": when.zone.rpartition("/")[2].replace("_", " ")}


def _entry(one: Wanted, facts: Facts) -> tuple[bytes | None, str]:
    if one.when is None or one.meeting is None or one.kind not in (*WITH_ENTRY, Kind.CANCELLED):
        return None, ""
    from besace.papers import invitation  # noqa: PLC0415 - it loads a library of calendars, of no use at rest

    method = invitation.CANCEL if one.kind is Kind.CANCELLED else invitation.REQUEST
    entry = invitation.Entry(
        name=one.meeting.id,
        when=one.when,
        language=facts.language,
        sequence=one.meeting.sequence,
        place=", ".join(facts.place),
        link=facts.link,
        page=settings.BESACE_ADDRESS,
    )
    parties = invitation.Parties(organizer=settings.BESACE_MAIL_FROM, attendee=address_of(one))
    return invitation.letter_of(entry, method, parties, datetime.fromtimestamp(clock.now(), UTC)), method


def address_of(one: Wanted) -> str:
    """Where a letter goes; empty where nobody knows."""
    if one.member:
        return one.member.person.email or ""
    return one.invitation.email if one.invitation else ""
