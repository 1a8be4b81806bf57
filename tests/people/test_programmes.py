import pytest

from besace.people import programmes
from besace.people.models import Member, ProgrammeRole
from besace.people.programmes import FACILITATOR, ORGANISER, LastOrganiser, NotAFacilitator, UnknownAddress
from tests.people import cast

TOLD = {"name": "The harbour table", "in_common": "Alone at the desk", "language": "fr", "seats": 6}


@pytest.fixture
def olga():
    return cast.person("Olga")


@pytest.fixture
def programme(olga):
    return programmes.create(olga, "Starting alone, together", "")


def test_who_creates_a_programme_organises_it(olga, programme):
    assert list(programmes.organised_by(olga)) == [programme]
    assert not programmes.organised_by(cast.person()).exists()


def test_somebody_is_added_by_the_address_with_which_they_come_in(programme):
    fay = cast.person("Fay")
    assert programmes.add(programme, FACILITATOR, f"  {(fay.email or '').upper()} ") == fay
    programmes.add(programme, FACILITATOR, fay.email or "")
    assert programmes.people(programme, FACILITATOR) == [fay]
    assert not programmes.organised_by(fay).exists()


def test_an_address_that_nobody_has_adds_nobody(programme):
    with pytest.raises(UnknownAddress):
        programmes.add(programme, FACILITATOR, "nobody@example.org")
    assert programmes.people(programme, FACILITATOR) == []


def test_a_programme_keeps_somebody_who_organises_it(olga, programme):
    with pytest.raises(LastOrganiser):
        programmes.remove(programme, ORGANISER, olga.id)
    otto = cast.person("Otto")
    programmes.add(programme, ORGANISER, otto.email or "")
    programmes.remove(programme, ORGANISER, olga.id)
    assert programmes.people(programme, ORGANISER) == [otto]


@pytest.mark.method("G8", "F4")
def test_a_group_has_its_facilitator_from_the_first_day_and_the_organiser_is_no_member(olga, programme):
    fay = programmes.add(programme, FACILITATOR, cast.person("Fay").email or "")
    group = programmes.add_group(programme, fay.id, TOLD)
    assert [(one.person, one.role) for one in group.members.all()] == [(fay, Member.Role.FACILITATOR)]
    assert (group.programme, group.seats, group.language, group.zone) == (programme, 6, "fr", fay.zone)
    assert not Member.objects.filter(person=olga).exists()


def test_only_a_facilitator_of_the_programme_is_given_a_group(programme):
    other = programmes.create(cast.person("Otto"), "Another", "")
    guy = programmes.add(other, FACILITATOR, cast.person("Guy").email or "")
    with pytest.raises(NotAFacilitator):
        programmes.add_group(programme, guy.id, TOLD)
    assert not programme.groups.exists()


def test_who_facilitates_no_more_in_a_programme_stays_with_her_groups(programme):
    fay = programmes.add(programme, FACILITATOR, cast.person("Fay").email or "")
    group = programmes.add_group(programme, fay.id, TOLD)
    programmes.remove(programme, FACILITATOR, fay.id)
    assert not ProgrammeRole.objects.filter(person=fay).exists()
    assert group.members.get().person == fay


def test_who_has_no_name_yet_is_called_by_the_address():
    assert programmes.named(cast.person("", email="new@example.org")) == "new@example.org"
