"""What nobody should send, for Hypothesis to put together: addresses, fields, bodies, headers, cookies gone wrong."""

import json
import re
from pathlib import Path

from django import forms
from hypothesis import strategies as st

from besace.method.rules import RULES
from besace.settings import PACKAGE
from tests.web import everyone
from tests.web.walking import ROUTES, STREAM, Wish, form, segment

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
IDS = (
    *("group", "others", "programme", "room", "meeting", "second", "invitation", "tie", "subject", "unknown"),
    *("ana", "bea", "fay", "bo", "ivy", "olga", "member_Ana", "member_Bea"),
)
JUNK = (
    *(
        "",
        "0",
        "1",
        "2",
        "-1",
        "+1",
        "1e9",
        "0x1f",
        "٣",
        "9" * 19,
        "9" * 400,
        "NaN",
        "true",
        "null",
        "None",
        "[]",
        "{}",
    ),
    *(
        "\x00",
        "a\x00b",
        "\x1b[2J",
        "\r\nSet-Cookie: a=b",
        "\ud800",
        "\ufdd0",
        "\u202etxt.exe",
        "🦉" * 50,
        "شكرا",
        "ﬀ",
        "İ",
    ),
    *("../../etc/passwd", "..\\..\\x", "/etc/passwd", "//example.org/", "http://example.org/", "javascript:alert(1)"),
    *(
        "' OR 1=1 --",
        '"; DROP TABLE people_person; --',
        "%s%n",
        "{{ 7 }}",
        "{0.__class__}",
        "<script>alert(1)</script>",
    ),
    *(
        "a" * 301,
        "a" * 5_000,
        "2026-02-30",
        "2026-13-01",
        "25:61",
        "9999-12-31",
        "0001-01-01",
        "Mars/Olympus",
        "../UTC",
    ),
    *("2026-03-12T18:00", "18:00", "-00:00", "ana@example.org", "@", "a@b\r\nBcc: c@d", "ana@" + "x" * 300, "on"),
)
SEGMENTS = (
    *(
        "%00",
        "%ff",
        "%c3%28",
        "%ed%a0%80",
        "%",
        "%zz",
        "%2e%2e",
        "..%2f..",
        "%2F",
        "%5c",
        "%0d%0aX:y",
        ".",
        "..",
        "~",
        ";a=b",
    ),
    *(
        "%E2%80%AE",
        "%F0%9F%A6%89",
        "a" * 300,
        "0",
        "-1",
        "1.5",
        "9" * 30,
        "1%20",
        "+1",
        "en-a4",
        "*",
        "'",
        "<b>",
        "?",
        "#",
    ),
)
TEMPLATES = sorted((PACKAGE / "web" / "templates").rglob("*.html"))
TAG = re.compile(r"<(?:input|button|select|textarea|option)\b[^>]*>")
NAME, VALUE = re.compile(r'\bname="([\w.-]+)"'), re.compile(r'\bvalue="([\w.-]*)"')


def _written() -> set[tuple[str, str]]:
    """Names and values of controls, as the templates have them."""
    found = set()
    for tag in (tag for file in TEMPLATES for tag in TAG.findall(Path(file).read_text(encoding="utf-8"))):
        if name := NAME.search(tag):
            value = VALUE.search(tag)
            found.add((name[1], value[1] if value else ""))
    return found


def _declared() -> set[str]:
    """Names of the fields of every form there is, and of every act."""
    kinds, found = [forms.Form], set()
    while kinds:
        kind = kinds.pop()
        kinds += kind.__subclasses__()
        found |= set(kind.base_fields)
    return found | {field.name for rule in RULES.values() for field in rule.fields}


PRESSED = sorted((name, value) for name, value in _written() if value) + [
    (word, value) for word, values in everyone.ACTS.values() for value in values.split()
]
NAMES = sorted(
    {name for name, _ in _written()} | _declared() | {"act", "for", "id", "do", "next", "to", "token", "credential"}
)

junk = st.one_of(st.sampled_from(JUNK), st.text(max_size=40), st.integers().map(str))
ids = st.sampled_from([f"{{{name}}}" for name in IDS])
values = st.one_of(junk, ids, ids)
fields = st.one_of(st.sampled_from(PRESSED), st.tuples(st.sampled_from(NAMES), values), st.tuples(junk, values))
queries = st.lists(st.tuples(st.sampled_from([*NAMES, "seat", "cycle", "kept", "to", "mark"]), values), max_size=3).map(
    tuple
)
segments = st.one_of(st.sampled_from(SEGMENTS), ids, junk.map(segment))
parts = st.dictionaries(
    st.sampled_from(("group_id", "programme_id", "subject_id", "meeting_id", "room_id", "number", "action")),
    segments,
    max_size=1,
) | st.dictionaries(
    st.sampled_from(("kind", "about", "language", "size", "name", "token", "provider_id")), segments, max_size=1
)
FORM = "application/x-www-form-urlencoded"
bodies = st.one_of(
    st.lists(fields, max_size=8).map(lambda pairs: (form(pairs), FORM)),
    st.lists(fields, max_size=8).map(lambda pairs: (form([*pairs, *pairs]), FORM)),
    st.sampled_from([199, 201, 1_000]).map(lambda many: (form([(f"f{n}", "x") for n in range(many)]), FORM)),
    st.sampled_from([60_000, 64 * 1024 + 1, 200_000]).map(lambda size: (b"text=" + b"x" * size, FORM)),
    st.sampled_from([b"%", b"a=%ff%fe", b"&&&=", b"\xff\x00=\x80", b"a=b;c=d", b"a[]=1&a[0]=2"]).map(
        lambda raw: (raw, FORM)
    ),
    st.lists(fields, max_size=4).map(lambda pairs: (json.dumps(dict(pairs)).encode(), "application/json")),
    st.sampled_from([b"[" * 5_000, b'{"a":' * 2_000, b"null", b"\xff", b'{"do":["again"]}']).map(
        lambda raw: (raw, "application/json")
    ),
    st.lists(fields, max_size=4).map(lambda pairs: (_parted(pairs), "multipart/form-data; boundary=x")),
    st.sampled_from(
        ["multipart/form-data", "multipart/form-data; boundary=", "text/plain; charset=utf-16", "a/b; charset=x"]
    ).map(lambda kind: (b"--x\r\n\xff", kind)),
)


def _parted(pairs: list[tuple[str, str]]) -> bytes:
    """Fields as files and fields of a form in parts."""
    body = b""
    for name, value in pairs:
        said = f'form-data; name="{name}"; filename="../../{name}"'.encode("utf-8", "surrogatepass")
        body += b"--x\r\nContent-Disposition: " + said + b"\r\n\r\n" + value.encode("utf-8", "surrogatepass") + b"\r\n"
    return body + b"--x--\r\n"


HEADERS = (
    *(
        ("Accept", "application/json"),
        ("Accept", "*/*;q=x"),
        ("Accept-Language", "fr"),
        ("Accept-Language", "x" * 4_000),
    ),
    *(
        ("Accept-Language", "../../etc"),
        ("Accept-Encoding", "gzip"),
        ("Accept-Encoding", "br;q=9"),
        ("Range", "bytes=0-1,5-"),
    ),
    *(
        ("Host", "example.org"),
        ("Host", ""),
        ("Host", "127.0.0.1:99999"),
        ("Host", "[::1"),
        ("Host", "a b"),
        ("Host", "\xff"),
    ),
    *(("X-Forwarded-Host", "example.org"), ("X-Forwarded-For", "1.2.3.4, x"), ("X-Forwarded-Proto", "https")),
    *(("X-HTTP-Method-Override", "DELETE"), ("Origin", "null"), ("Origin", "http://example.org"), ("Referer", "\xff")),
    *(("If-None-Match", "*"), ("If-Modified-Since", "x"), ("Last-Event-ID", "-1"), ("Last-Event-ID", "9" * 400)),
    *(("Content-Length", "0"), ("X-CSRFToken", ""), ("X-CSRFToken", "\xff" * 32), ("Upgrade", "h2c"), ("Expect", "x")),
    *(("Sec-Fetch-Site", "cross-site"), ("Cookie", "=;;=\xff"), ("Cookie", "a" * 9_000), ("Content-Type", "\xff")),
)
COOKIES = (
    *(("besace_signed_in", "x"), ("besace_signed_in", "../x"), ("besace_signed_in", "\xff"), ("besace_device", "\xff")),
    *(("besace_device", "x" * 4_000), ("besace_csrf", "x"), ("besace_language", "../../x"), ("besace_language", "zz")),
    *(
        ("besace_ways", "{}"),
        ("besace_zone", "../x"),
        ("besace_zone", "\xe9"),
        ("messages", "x"),
        ("__Host-besace_device", "x"),
    ),
)

headers = st.lists(st.sampled_from(HEADERS), max_size=2).map(tuple)
cookies = st.lists(st.sampled_from(COOKIES), max_size=1).map(tuple)
tails = st.sampled_from(["", "", "", "", "/", "//", "%00", "/../", ";x", ".json", "%20"])


@st.composite
def wishes(draw: st.DrawFn, everybody: tuple[str, ...], methods: tuple[str, ...]) -> Wish:
    """A request of anyone, to any address, with something wrong about it."""
    body, kind = draw(bodies)
    return Wish(
        who=draw(st.sampled_from(everybody)),
        method=draw(st.sampled_from(methods)),
        name=draw(st.sampled_from(sorted(ROUTES))),
        parts=draw(parts),
        query=draw(queries),
        body=body,
        kind=kind,
        headers=draw(headers),
        cookies=draw(cookies),
        tail=draw(tails),
    )


@st.composite
def acts(draw: st.DrawFn, everybody: tuple[str, ...]) -> Wish:
    """An act of the method by anyone at the table or away from it, its fields and others filled with anything."""
    word = draw(st.sampled_from(sorted(RULES)))
    own = st.sampled_from([field.name for field in RULES[word].fields] or ["text"])
    rows = st.sampled_from(
        ["text.1", "when.1", "term.1", "text.0", "text.99999", "actions", "field-text", "field-matches"]
    )
    told = draw(
        st.lists(st.tuples(own | rows | st.sampled_from(NAMES), values | st.sampled_from(sorted(CHOICES))), max_size=6)
    )
    behalf = draw(st.lists(st.tuples(st.just("for"), values), max_size=1))
    id_ = draw(st.lists(st.tuples(st.just("id"), st.text(max_size=70) | st.just("{unknown}")), max_size=1))
    accept = draw(st.sampled_from([(), (("Accept", "application/json"),)]))
    pairs = [("act", word), *told, *behalf, *id_]
    return Wish(draw(st.sampled_from(everybody)), "POST", "act", body=form(pairs), headers=accept)


CHOICES = {
    "project",
    "problem",
    "concern",
    "vote",
    "urgency",
    "lot",
    "short",
    "medium",
    "long",
    "experience",
    "on",
    "off",
    "yes",
}
assert STREAM in ROUTES
