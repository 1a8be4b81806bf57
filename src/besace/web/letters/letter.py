"""One kind of letter about one session: read as it will leave, edited, held back, sent to oneself first (B1)."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.csp import CSP
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_safe

from besace.live import clock
from besace.live.headers import policy
from besace.method.words import Seconds
from besace.people.models import Member
from besace.post import bell, drafts, outbox, standing
from besace.post.due import READ_WITHIN, Wanted, begins
from besace.post.facts import facts_of, language_of
from besace.post.models import Kind
from besace.post.standing import Standing
from besace.post.wording import said
from besace.post.writing import own_words, write
from besace.web.letters import heaps
from besace.web.letters.acts import ACTS
from besace.web.letters.forms import LetterForm
from besace.web.letters.phrases import NAMES
from besace.web.who import Belonging, facilitating

LETTER_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox"
"""A letter brings its style along, as mail must, and is shown in a frame where nothing runs and nothing leads out."""


@require_http_methods(["GET", "HEAD", "POST"])
@facilitating
def letter(request: HttpRequest, who: Belonging, kind: str, about: str) -> HttpResponse:
    """Shows one kind of letter about one session as it will leave, to be read and edited."""
    now = standing.of(who.group)
    found = found_or_404(now, kind, about)
    form = form_of(request, now, found)
    if request.method == "POST" and form.is_valid():
        return kept(request, who, now, found, form)
    return shown_with(request, who, found, form, status=422 if form.is_bound else 200)


def shown_with(
    request: HttpRequest, who: Belonging, found: list[Wanted], form: LetterForm, status: int
) -> HttpResponse:
    """Lays out a letter: its words to edit, and how it will look to one of those who get it."""
    now = standing.of(who.group)
    picked = next((one for one in found if one.recipient == request.GET.get("to")), found[0])
    states = {one.recipient: one for one in who.group.letters.filter(kind=picked.kind, occasion=picked.occasion)}
    context = {
        "group": who.group,
        "name": NAMES[picked.kind],
        "one": picked,
        "form": form,
        "readers": [heaps.reader(one, states.get(one.recipient), who.group) for one in found],
        "to": heaps.who_of(picked),
        "recipient": picked.recipient,
        "written": write(picked, now),
        "here": request.path,
        "writes": outbox.writes(),
        "unsent": outbox.writes() and bool(outbox.to_ask(who.group, Kind(picked.kind))),
        "done": request.GET.get("done", ""),
    }
    answer = render(request, "letters/letter.html", context, status=status)
    answer.headers["Content-Security-Policy"] = policy(secure=request.is_secure(), frame_src=str(CSP.SELF))
    return answer


def form_of(request: HttpRequest, now: Standing, found: list[Wanted]) -> LetterForm:
    """Makes the form of a letter, filled with its words as they are."""
    one, group = found[0], now.group
    languages = sorted({language_of(each) for each in found})
    members = Member.objects.filter(group=group, role=Member.Role.PARTICIPANT).select_related("person")
    due = clock.local(one.due, group.zone)
    initial: dict[str, object] = {f"words_{each}": words_in(now, found, each) for each in languages}
    initial |= {"day": due.date(), "hour": due.time()}
    return LetterForm(
        request.POST or None,
        initial=initial,
        languages=languages,
        names=[member.person.name for member in members],
        span=span_of(one),
        zone=group.zone,
    )


def words_in(now: Standing, found: list[Wanted], language: str) -> str:
    """Gives the words of a letter as they stand in a language: the facilitator's, else ours."""
    draft = now.drafts.get((found[0].kind, found[0].about))
    return own_words(draft, language) or default_words(now, found, language)


def default_words(now: Standing, found: list[Wanted], language: str) -> str:
    """Gives our own words for a letter in a language."""
    one = next(each for each in found if language_of(each) == language)
    with override(language):
        return "\n\n".join(said(facts_of(one, now)).words)


def span_of(one: Wanted) -> tuple[Seconds, Seconds] | None:
    """Gives between which instants a letter may leave, where its hour can be chosen."""
    if one.when is None or one.due <= clock.now() or one.kind not in {Kind.ANNOUNCEMENT, Kind.REMINDER, Kind.THANKS}:
        return None
    if one.kind is Kind.THANKS:
        ends = int(one.when.ends.timestamp())
        return ends, ends + READ_WITHIN
    return 0, begins(one.when)


def found_or_404(now: Standing, kind: str, about: str) -> list[Wanted]:
    """Finds the letters of a kind about a session, as they would be written now.

    Raises:
        Http404: there are none.
    """
    found = heaps.of_kind(now, kind, "" if about == "all" else about, clock.now()) if kind in NAMES else []
    if not found:
        raise Http404
    return found


def kept(request: HttpRequest, who: Belonging, now: Standing, found: list[Wanted], form: LetterForm) -> HttpResponse:
    """Keeps what was edited, and does what the button pressed says."""
    one, words = found[0], form.words()
    own = {language: text for language, text in words.items() if text != default_words(now, found, language)}
    due = form.due() if chosen(now, one) or form.due() != one.due else None
    drafts.keep(who.group, one.kind, one.about, own, due)
    done = request.POST.get("do", "keep")
    if done in {"hold", "release"}:
        drafts.hold(who.group, one.kind, one.about, held=done == "hold")
    if done == "sample":
        fresh = standing.of(who.group)
        outbox.sample(found_or_404(fresh, one.kind, one.about or "all")[0], who.person)
    bell.ring()
    if done == "send":
        return send(request, who, one.kind)
    return HttpResponseRedirect(f"{request.path}?done={done}")


def send(request: HttpRequest, who: Belonging, kind: Kind) -> HttpResponse:
    """Sends a letter that waits for a facilitator's word, as it was just read; one that leaves by itself does not."""
    word = heaps.ASKING.get(kind)
    if word is None:
        raise Http404
    return ACTS[word](request, who)


def chosen(now: Standing, one: Wanted) -> bool:
    """Whether a facilitator chose when a letter leaves."""
    draft = now.drafts.get((one.kind, one.about))
    return draft is not None and draft.due is not None


@require_safe
@facilitating
def shown(request: HttpRequest, who: Belonging, kind: str, about: str) -> HttpResponse:
    """Gives the HTML of a letter exactly as it is sent to one of its readers."""
    now = standing.of(who.group)
    found = found_or_404(now, kind, about)
    one = next((each for each in found if each.recipient == request.GET.get("to")), found[0])
    answer = HttpResponse(write(one, now).html)
    answer.headers["Content-Security-Policy"] = LETTER_POLICY
    return answer
