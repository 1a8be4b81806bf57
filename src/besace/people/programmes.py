"""A programme: who organises it, who may facilitate its groups, and groups added to it (F4, G8).

The organiser names a group and who facilitates it; from then on it is the group's own. She is no member of it, and no
later act of hers lets anybody in.
"""

from collections.abc import Mapping

from django.db.models import QuerySet

from besace.journal.writer import WRITER
from besace.live import clock
from besace.people import trail
from besace.people.models import Group, Member, Person, Programme, ProgrammeRole

ORGANISER, FACILITATOR = ProgrammeRole.Role.ORGANISER, ProgrammeRole.Role.FACILITATOR


class UnknownAddress(ValueError):  # noqa: N818 - what is wrong, in two words
    """Nobody has come in with this address yet."""


class LastOrganiser(ValueError):  # noqa: N818 - what is wrong, in two words
    """A programme has somebody who organises it."""


class NotAFacilitator(ValueError):  # noqa: N818 - what is wrong, in three words
    """She does not facilitate in this programme."""


def organised_by(person: Person) -> QuerySet[Programme]:
    """The programmes that she organises, by name."""
    return Programme.objects.filter(roles__person=person, roles__role=ORGANISER).order_by("name", "id")


def people(programme: Programme, role: str) -> list[Person]:
    """Those who have a role in a programme, by name."""
    found = Person.objects.filter(programme_roles__programme=programme, programme_roles__role=role)
    return list(found.order_by("name", "email", "id"))


def named(person: Person) -> str:
    """How to call somebody on an organiser's page: by name, else by the address she was added with."""
    return person.name or person.email or ""


def create(by: Person, name: str, about: str) -> Programme:
    """Creates a programme, which its creator organises."""

    def made() -> Programme:
        programme = Programme.objects.create(name=name, about=about, created=clock.now())
        ProgrammeRole.objects.create(programme=programme, person=by, role=ORGANISER)
        return programme

    return WRITER.run(made)


def edit(programme: Programme, name: str, about: str) -> None:
    """Renames a programme, or says anew what it is about."""
    programme.name, programme.about = name, about
    WRITER.run(lambda: programme.save(update_fields=("name", "about")))


def add(programme: Programme, role: str, email: str) -> Person:
    """Gives a role to whoever has an account with this address; nothing changes where she has it already.

    Raises:
        UnknownAddress: nobody has come in with it.
    """
    person = Person.objects.filter(email=email.strip().casefold(), is_active=True).first()
    if person is None:
        raise UnknownAddress

    def given() -> None:
        if ProgrammeRole.objects.get_or_create(programme=programme, person=person, role=role)[1]:
            trail.note(trail.HOUSE, None, trail.Act.ROLE, role, trail.mark(trail.HOUSE, person.id))

    WRITER.run(given)
    return person


def remove(programme: Programme, role: str, person_id: str) -> None:
    """Takes a role from somebody. Of the groups she facilitates she stays a member: those are not the organiser's.

    Raises:
        LastOrganiser: nobody would organise the programme any more.
    """

    def gone() -> bool:
        roles = ProgrammeRole.objects.filter(programme=programme, role=role)
        if role == ORGANISER and not roles.exclude(person=person_id).exists():
            return False
        if roles.filter(person=person_id).delete()[0]:
            trail.note(trail.HOUSE, None, trail.Act.ROLE, "none", trail.mark(trail.HOUSE, person_id))
        return True

    if not WRITER.run(gone):
        raise LastOrganiser


def add_group(programme: Programme, facilitator_id: str, told: Mapping[str, str | int]) -> Group:
    """Adds a group to a programme, with one of its facilitators; `told` are fields of the group.

    Raises:
        NotAFacilitator: she does not facilitate in this programme (any more).
    """
    role = ProgrammeRole.objects.filter(programme=programme, role=FACILITATOR, person=facilitator_id)
    found = role.select_related("person").first()
    if found is None:
        raise NotAFacilitator
    person, now = found.person, clock.now()

    def made() -> Group:
        group = Group.objects.create(programme=programme, created=now, zone=person.zone, **told)
        Member.objects.create(group=group, person=person, role=Member.Role.FACILITATOR, joined=now)
        trail.note(group.id, None, trail.Act.ROLE, Member.Role.FACILITATOR, trail.mark(group.id, person.id))
        return group

    return WRITER.run(made)
