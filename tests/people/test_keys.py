"""Who lost her passkeys is helped by whoever runs the house, and by nobody else."""

from allauth.mfa.models import Authenticator
from click.testing import CliRunner

from besace import cli
from besace.people.charge import in_charge
from besace.people.keys import has_key
from besace.people.models import Member, Programme, ProgrammeRole
from tests.people import cast


def with_key():
    ana = cast.person()
    Authenticator.objects.create(user=ana, type=Authenticator.Type.WEBAUTHN, data={"name": "phone", "credential": {}})
    return ana


def test_whoever_runs_the_house_takes_lost_passkeys_away():
    ana, bea = with_key(), with_key()
    done = CliRunner().invoke(cli.main, ["passkeys", "--forget", str(ana.email).upper()])

    assert (done.exit_code, done.output) == (0, "Passkeys taken away: 1.\n")
    assert (has_key(ana), has_key(bea)) == (False, True)


def test_an_unknown_address_is_said():
    done = CliRunner().invoke(cli.main, ["passkeys", "--forget", "nobody@example.org"])

    assert (done.exit_code, done.output) == (1, "No account has this address.\n")


def test_whoever_facilitates_or_has_a_part_in_a_programme_answers_for_others():
    fay, co, ana, olu, gone = (cast.person(name) for name in ("Fay", "Co", "Ana", "Olu", "Gone"))
    made = cast.group()
    cast.member(made, fay, Member.Role.FACILITATOR)
    cast.member(made, co, Member.Role.CO_FACILITATOR)
    cast.member(made, ana)
    left = cast.member(made, gone, Member.Role.FACILITATOR)
    Member.objects.filter(pk=left.pk).update(left_at=cast.AT)
    programme = Programme.objects.create(name="Harbour", created=cast.AT)
    ProgrammeRole.objects.create(programme=programme, person=olu, role=ProgrammeRole.Role.ORGANISER)

    assert [in_charge(one) for one in (fay, co, ana, olu, gone)] == [True, True, False, True, False]
