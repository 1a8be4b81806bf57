import os
import subprocess
import sys

import pytest

from besace.post import smtp
from besace.post.smtp import Server, Unreadable


@pytest.mark.parametrize(
    ("value", "server"),
    [
        ("smtp://127.0.0.1:1025", Server("127.0.0.1", 1025)),
        ("smtp://mail.example.org", Server("mail.example.org", 587)),
        ("smtp://mail.example.org?starttls=1", Server("mail.example.org", 587, starttls=True)),
        ("smtp://mail.example.org:25?starttls=0", Server("mail.example.org", 25, starttls=False)),
        (
            "smtps://fay%40example.org:a%2Fb%3Ac@mail.example.org",
            Server("mail.example.org", 465, "fay@example.org", "a/b:c", ssl=True),
        ),
    ],
)
def test_a_server_is_read_from_one_line(value, server):
    assert smtp.read(value) == server


def test_nothing_set_is_no_server():
    assert smtp.read(" ") is None
    assert smtp.mailers(None)["default"]["BACKEND"].endswith("dummy.EmailBackend")


@pytest.mark.parametrize(
    "value",
    [
        "mail.example.org",
        "http://mail.example.org",
        "smtp://",
        "smtp://fay:sesame@:25",
        "smtp://fay:sesame@host:port",
        "smtp://fay:sesame@host/path",
        "smtp://fay:sesame@host?tls=1",
        "smtp://fay:sesame@host?starttls=perhaps",
        "smtps://fay:sesame@host?starttls=1",
        "smtp://[fay:sesame@host",
    ],
)
def test_what_cannot_be_read_is_refused_without_repeating_it(value):
    with pytest.raises(Unreadable) as refused:
        smtp.read(value)
    assert "BESACE_SMTP cannot be read" in str(refused.value)
    assert "sesame" not in str(refused.value)


def test_a_password_is_not_shown_where_a_server_is_printed():
    assert "sesame" not in repr(smtp.read("smtps://fay:sesame@mail.example.org"))


def test_letters_come_from_the_address_given_else_from_the_one_that_logs_in():
    server = smtp.read("smtps://fay%40example.org:x@mail.example.org")
    assert smtp.sender("Our table <table@example.org>", server) == "Our table <table@example.org>"
    assert smtp.sender("table@example.org", server) == "Besace <table@example.org>"
    assert smtp.sender("", server) == "Besace <fay@example.org>"
    assert smtp.sender("", None) == ""


@pytest.mark.parametrize("value", ["", "fay", "fay@", "@example.org", "fay@example.org\nBcc: x@example.org"])
def test_letters_from_nowhere_are_refused_at_the_start(value):
    with pytest.raises(Unreadable, match="BESACE_MAIL_FROM"):
        smtp.sender(value, smtp.read("smtp://mail.example.org"))


@pytest.mark.parametrize(
    ("value", "closed"),
    [
        ("smtp://mail.example.org", True),
        ("smtp://mail.example.org:25", True),
        ("smtp://fay:x@mail.example.org:2525", True),
        ("smtp://mail.example.org:25?starttls=0", False),
        ("smtps://mail.example.org", False),
        ("smtp://127.0.0.1:25", False),
        ("smtp://localhost?starttls=1", True),
    ],
)
def test_elsewhere_the_line_is_closed_unless_it_was_said_that_it_need_not_be(value, closed):
    """Neither a letter nor a code leaves in clear by mistake; `smtps` is closed from the start."""
    server = smtp.read(value)
    assert server
    assert server.must_close is closed
    assert smtp.mailers(server)["default"]["OPTIONS"]["use_tls"] is closed


def test_django_sends_its_codes_by_the_same_server():
    options = smtp.mailers(smtp.read("smtp://fay:x@mail.example.org?starttls=1"))["default"]["OPTIONS"]
    assert (options["host"], options["port"], options["use_tls"], options["use_ssl"]) == (
        "mail.example.org",
        587,
        True,
        False,
    )
    assert options["timeout"] <= 15


@pytest.mark.slow
def test_a_house_that_could_not_send_as_asked_does_not_start_and_says_why(tmp_path):
    told = {"BESACE_DATA": str(tmp_path / "data"), "BESACE_SMTP": "smtp://fay:sesame@host:port"}
    command = [sys.executable, "-m", "besace.cli", "serve"]
    done = subprocess.run(command, env={**os.environ, **told}, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 2
    assert done.stderr.startswith("BESACE_SMTP cannot be read: the port is no number.")
    assert "sesame" not in done.stderr + done.stdout
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "data").exists()
