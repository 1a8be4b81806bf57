"""Who may open a page of a group: its members, and some pages only those who facilitate it.

Everyone else gets the answer given for what does not exist; whoever is not signed in is asked to come in first, and
whoever answers for others is asked for a passkey.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from besace.people import trail
from besace.people.models import FACILITATING, Group, Member, Person
from besace.people.parties import party_of
from besace.policy import Gate, Party
from besace.web.account import proof
from besace.web.account.way_back import home, leading_to
from besace.web.by_table import admit, asks

REFUSING = frozenset({403, 404})
LONGEST_NAME = 24


@dataclass(frozen=True, slots=True)
class Belonging:
    """Whose request it is, and her part in the group."""

    person: Person
    member: Member
    group: Group

    @property
    def facilitates(self) -> bool:
        """Whether she facilitates this group."""
        return self.member.role in FACILITATING

    @property
    def party(self) -> Party:
        """Who she is to the group, in the words of the policy's table."""
        return party_of(self.member)


type Own = Callable[..., HttpResponse]
"""A view of a request and a person, and of what else the address names."""
type Belonged = Callable[..., HttpResponse]
"""A view of a request and a belonging, and of what else the address names."""


def person_of(request: HttpRequest) -> Person | None:
    """Gives who is signed in; None for a stranger."""
    return request.user if request.user.is_authenticated else None


def signed_in(view: Own) -> Callable[..., HttpResponse]:
    """Opens a view to whoever has an account, and leads everyone else to the door, and back here afterwards."""

    @asks(Gate.SIGNED_IN)
    @wraps(view)
    def opened(request: HttpRequest, *args: str, **named: str) -> HttpResponse:
        person = person_of(request)
        if person is None:
            return HttpResponseRedirect(leading_to("account_login", _here(request)))
        admit(request, Gate.SIGNED_IN, Party.KNOWN)
        return view(request, person, *args, **named)

    return opened


def keyed(view: Own) -> Callable[..., HttpResponse]:
    """Opens a view to whoever has an account and has used a passkey since she signed in.

    Where browsers make none, she is told once what is lost (`proof.suffices`). For what makes one answer for others:
    opening a group, a programme.
    """

    @asks(Gate.KEYED)
    @signed_in
    @wraps(view)
    def opened(request: HttpRequest, person: Person, *args: str, **named: str) -> HttpResponse:
        admit(request, Gate.KEYED, Party.KNOWN)
        return key_first(request, person) or view(request, person, *args, **named)

    return opened


def belonging(view: Belonged) -> Callable[..., HttpResponse]:
    """Opens a view of a group to its members, those who have left excepted."""

    @asks(Gate.BELONGING)
    @signed_in
    @wraps(view)
    def opened(request: HttpRequest, person: Person, group_id: str, **named: str) -> HttpResponse:
        member = Member.objects.select_related("group").filter(person=person, group_id=group_id, left_at=None).first()
        if member is None:
            trail.note_once(trail.HOUSE, person, trail.Act.ASKED, "group")
            raise Http404
        return _watched(view, request, Belonging(person, member, member.group), named, Gate.BELONGING)

    return opened


def facilitating(view: Belonged) -> Callable[..., HttpResponse]:
    """Opens a view of a group to those who facilitate it, with a passkey as `keyed` has it, and to nobody else."""

    @asks(Gate.FACILITATING)
    @belonging
    @wraps(view)
    def opened(request: HttpRequest, who: Belonging, **named: str) -> HttpResponse:
        if not who.facilitates:
            raise Http404
        admit(request, Gate.FACILITATING, who.party)
        return key_first(request, who.person) or view(request, who, **named)

    return opened


def owning(view: Belonged) -> Callable[..., HttpResponse]:
    """Opens a view of one's own pages to whoever is or was a member: what she wrote stays hers after she has left."""

    @asks(Gate.OWNING)
    @signed_in
    @wraps(view)
    def opened(request: HttpRequest, person: Person, group_id: str, **named: str) -> HttpResponse:
        member = Member.objects.select_related("group", "person").filter(person=person, group_id=group_id).first()
        if member is None:
            trail.note_once(trail.HOUSE, person, trail.Act.ASKED, "group")
            raise Http404
        return _watched(view, request, Belonging(person, member, member.group), named, Gate.OWNING)

    return opened


def key_first(request: HttpRequest, person: Person) -> HttpResponse | None:
    """Leads whoever answers for others to the page where she makes or shows her passkey; None where all is well."""
    if proof.suffices(request, person):
        return None
    return HttpResponseRedirect(leading_to("key-first", _here(request)))


def _watched(
    view: Belonged, request: HttpRequest, who: Belonging, named: Mapping[str, str], gate: Gate
) -> HttpResponse:
    """Answers, and notes what was asked for and is not hers: the name of the page, not its address."""
    match = request.resolver_match
    page = (match.url_name or "")[:LONGEST_NAME] if match else ""
    try:
        admit(request, gate, who.party)
        answer = view(request, who, **named)
    except Http404:
        trail.note_once(who.group.id, who.person, trail.Act.ASKED, page)
        raise
    if answer.status_code in REFUSING:
        trail.note_once(who.group.id, who.person, trail.Act.ASKED, page)
    return answer


def _here(request: HttpRequest) -> str:
    return request.get_full_path() if request.method in {"GET", "HEAD"} else home()
