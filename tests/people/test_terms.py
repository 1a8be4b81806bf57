import pytest

from besace.people import terms
from tests.people import cast


@pytest.mark.method("G4")
def test_terms_are_accepted_in_their_version_with_the_lines_of_the_group():
    made = cast.group(own_terms="We begin on time.\n\n We call each other by first name. ")
    ana = cast.member(made, cast.person())
    assert terms.own_lines(made) == ("We begin on time.", "We call each other by first name.")
    assert terms.accepted(ana, made)


@pytest.mark.method("G4")
@pytest.mark.parametrize("change", [{"terms": 0}, {"shares_at": None}, {"own_terms_digest": "other"}])
def test_what_was_not_accepted_as_it_stands_is_asked_for(change):
    made = cast.group(own_terms="We begin on time.")
    ana = cast.member(made, cast.person())
    for field, value in change.items():
        setattr(ana, field, value)
    assert not terms.accepted(ana, made)
