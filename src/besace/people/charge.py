"""Who answers for others: those who facilitate a group, or organise a programme. Of them a passkey is asked."""

from besace.people.models import FACILITATING, Member, Person, ProgrammeRole


def in_charge(person: Person) -> bool:
    """Whether she facilitates a group, as one of two too, or has a part in running a programme."""
    facilitates = Member.objects.filter(person=person, role__in=FACILITATING, left_at=None)
    return facilitates.exists() or ProgrammeRole.objects.filter(person=person).exists()
