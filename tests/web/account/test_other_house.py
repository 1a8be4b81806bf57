"""Which provider may be asked: one whose answers nobody on the way can change, and that is the one we were told of."""

import os
import subprocess
import sys

import pytest

from besace.web.account import other_house


@pytest.mark.parametrize(
    ("value", "issuer"),
    [
        ("", ""),
        (" https://id.example.org/realms/quay ", "https://id.example.org/realms/quay"),
        ("https://id.example.org/.well-known/openid-configuration", "https://id.example.org"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
    ],
)
def test_a_provider_is_read(value, issuer):
    assert other_house.read(value) == issuer


@pytest.mark.parametrize("value", ["http://id.example.org", "id.example.org", "ftp://id.example.org"])
def test_a_line_that_others_can_change_is_refused(value):
    with pytest.raises(other_house.NotClosed, match="https://"):
        other_house.read(value)


@pytest.mark.parametrize(
    ("issuer", "it"),
    [
        ("https://a.example/", True),
        ("https://a.example", True),
        ("https://b.example", False),
        (None, False),
        ("", False),
    ],
)
def test_a_provider_that_calls_itself_otherwise_is_not_the_one(issuer, it):
    assert other_house.is_it(issuer, "https://a.example") is it
    assert not other_house.is_it(issuer, "")


@pytest.mark.slow
def test_a_house_that_could_be_lied_to_does_not_start_and_says_why(tmp_path):
    told = {"BESACE_DATA": str(tmp_path / "data"), "BESACE_OIDC_URL": "http://id.example.org"}
    command = [sys.executable, "-m", "besace.cli", "serve"]
    done = subprocess.run(command, env={**os.environ, **told}, capture_output=True, text=True, check=False, timeout=60)

    assert done.returncode == 2
    assert done.stderr.startswith("BESACE_OIDC_URL must begin with https://")
    assert not (tmp_path / "data").exists()
