import pytest

from besace.people import tokens


@pytest.fixture
def token() -> str:
    return tokens.token(tokens.INVITATION, "abc")


def test_a_token_stands_for_what_it_was_made_for(token):
    assert tokens.named(token) == "abc"
    assert tokens.holds(token, tokens.INVITATION, "abc")
    assert len(token) == len("abc.") + 22


@pytest.mark.parametrize(
    ("purpose", "name", "turn"),
    [(tokens.FEED, "abc", 1), (tokens.INVITATION, "abd", 1), (tokens.INVITATION, "abc", 2), (tokens.INVITATION, "", 1)],
)
def test_it_stands_for_nothing_else(token, purpose, name, turn):
    assert not tokens.holds(token, purpose, name, turn)


@pytest.mark.parametrize("wrong", ["", "abc", "abc.", "abc.é", "abc.AAAAAAAAAAAAAAAAAAAAAA"])
def test_nothing_else_stands_for_it(wrong):
    assert not tokens.holds(wrong, tokens.INVITATION, "abc")
