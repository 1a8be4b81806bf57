"""What is kept of a group, who can read it, and until which day: for each of its members, in plain words (F4)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_safe

from besace.papers.days import day_in_words
from besace.people import kept
from besace.people.kept import Gone, Held, Kept
from besace.people.models import Deed
from besace.web.own.words import latest_plan
from besace.web.who import Belonging, owning


@dataclass(frozen=True, slots=True)
class Row:
    """One kind of thing: who reads it, until when, and whether it lies sealed."""

    what: str
    who: str
    until: str
    more: tuple[str, ...] = ()
    sealed: bool = True


@require_safe
@owning
def page(request: HttpRequest, who: Belonging) -> HttpResponse:
    """Shows what is kept, and what has ended."""
    found = kept.kept_for(who.member)
    context = {
        "who": who,
        "tab": "kept",
        "latest": latest_plan(who),
        "rows": list(_rows(found)),
        "gone": [GONE[one.kind](one) for one in found.gone],
        "chosen": [
            (_on(one.on), in_words(one.times.words, one.times.pages, one.times.attendance)) for one in found.chosen
        ],
        "usual": in_words(found.next.words, found.next.pages, found.next.attendance),
        "shorter": found.times != found.next,
    }
    return render(request, "own/kept.html", context)


def in_words(words: int, pages: int, attendance: int) -> str:
    """Says times as a group chose them, in three sentences."""
    until = after_cycle(pages) if pages else pgettext("pages, plans and subjects until", "the cycle is closed")
    told = {"words": after_session(words), "pages": until, "attendance": months(attendance)}
    return (
        _(
            "The words of a session until %(words)s. Pages, plans and subjects until %(pages)s. Who came until"
            " %(attendance)s."
        )
        % told
    )


def after_session(days: int) -> str:
    """Says until when the words of a session are kept."""
    said = ngettext(
        "its plan has been looked back on, or %(n)d day has passed",
        "its plan has been looked back on, or %(n)d days have passed",
        days,
    )
    return said % {"n": days}


def after_cycle(days: int) -> str:
    """Says until when pages are kept."""
    if not days:
        return _("the cycle is closed")
    said = ngettext("%(n)d day after the cycle is closed", "%(n)d days after the cycle is closed", days)
    return said % {"n": days}


def months(count: int) -> str:
    """Says until when it is known who came."""
    said = ngettext("%(n)d month after the cycle is closed", "%(n)d months after the cycle is closed", count)
    return said % {"n": count}


def _rows(found: Kept) -> Iterator[Row]:
    pages = _on(found.pages) if found.pages else after_cycle(found.times.pages)
    dates = _on(found.dates) if found.dates else months(found.times.attendance)
    yield Row(_("Your notes, the bag, its pocket"), _("you alone"), pages)
    yield Row(_("Your ballot"), _("nobody"), _("the count"))
    yield Row(_("The signal of discomfort"), _("who facilitates, while it lasts"), _("the moment you lower it"))
    words = after_session(found.next.words)
    yield Row(
        _("What was said and written in a session"), _("those who were in it"), words, tuple(map(_session, found.held))
    )
    others = (_("the others, until the next session has looked back on it"),)
    yield Row(_("Your action plan"), _("you, and those who were there"), pages, others)
    yield Row(_("How your plan goes"), _("you alone"), pages)
    yield Row(_("Subjects waiting for a session"), _("you; the group, once you bring it"), pages)
    yield Row(_("What whoever facilitates wrote looking back"), _("they alone"), pages)
    ties = _("the cycle was closed") if found.closed else _("the cycle is closed")
    yield Row(_("Ties you named"), _("the facilitator of the group"), ties)
    yield Row(_("Dates, and who came"), _("the group"), dates, sealed=False)
    yield Row(_("Who did what and when, without words or names"), _("who facilitates"), _("six months"), sealed=False)
    yield Row(
        _("Your name and your e-mail address"),
        _("the group reads the name, who facilitates the address too; whoever keeps the server, both"),
        _("you close your account"),
        sealed=False,
    )


def _session(one: Held) -> str:
    told = {"number": one.rank, "day": _on(one.day), "ends": _on(one.ends)}
    return _("session %(number)s, of %(day)s: on %(ends)s at the latest") % told


def _words_gone(one: Gone) -> str:
    told = {"number": one.rank, "day": _on(one.day), "on": _on(one.on)}
    return _("The words of session %(number)s, of %(day)s, ended on %(on)s.") % told


def _pages_gone(one: Gone) -> str:
    said = ngettext(
        "One page, plan or subject of cycle %(cycle)s ended on %(on)s.",
        "%(count)s pages, plans and subjects of cycle %(cycle)s ended on %(on)s.",
        one.count,
    )
    return said % {"count": one.count, "cycle": one.cycle, "on": _on(one.on)}


def _ties_gone(one: Gone) -> str:
    return _("The ties named before the end of cycle %(cycle)s ended on %(on)s.") % {
        "cycle": one.cycle,
        "on": _on(one.on),
    }


def _dates_gone(one: Gone) -> str:
    return _("Since %(on)s, nobody knows any more who came in cycle %(cycle)s.") % {
        "cycle": one.cycle,
        "on": _on(one.on),
    }


def _on(day: date | None) -> str:
    return day_in_words(day, year=True) if day else ""


GONE: dict[str, Callable[[Gone], str]] = {
    Deed.Kind.WORDS: _words_gone,
    Deed.Kind.PAGES: _pages_gone,
    Deed.Kind.TIES: _ties_gone,
    Deed.Kind.ATTENDANCE: _dates_gone,
}
