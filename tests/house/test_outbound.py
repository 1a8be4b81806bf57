"""Besace calls nobody but the mail server and the provider of accounts it is told of."""

import ast
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path("src/besace")
REACHING = {"socket", "smtplib", "ssl", "http.client", "urllib.request", "requests", "httpx", "aiohttp", "ftplib"}
CALLS = {"open_connection", "create_connection"}
MAY = {
    "post/sending.py": "letters, by the mail server of BESACE_SMTP",
    "post/targets.py": "looks up where an address that somebody gave leads, and calls nobody",
    "post/carrying.py": "webhooks, at places in the public net that were looked at before",
    "web/account/letter.py": "codes, by the same; it only names what may fail",
    "web/account/provider.py": "the provider of BESACE_OIDC_URL; it only names what may fail",
    "live/serving.py": "looks for a free port and its own address; sends nothing",
    "live/metrics_port.py": "listens, for who reads figures",
    "live/server.py": "listens",
    "live/several.py": "listens, for the processes it begins",
    "live/crossing.py": "hands lines over between the processes of one port; opens none",
    "cli.py": "only names what a process listens with",
    "live/line.py": "sets how long a line that was opened to us may be silent",
    "settings.py": "asks the name of this machine",
    "rehearse/cli.py": "a rehearsal plays through a Besace that is served: `besace rehearse`",
    "rehearse/demo.py": "the same, in the demonstration, on this machine",
    "rehearse/doors.py": "the same",
    "rehearse/program.py": "the same, at the address it is given: `besace rehearse --api`",
}


def reached(source: str) -> Iterator[str]:
    """The modules and calls of a source by which a program reaches another machine."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names if one.name in REACHING)
        if isinstance(node, ast.ImportFrom):
            names = {f"{node.module}.{one.name}" for one in node.names}
            yield from names & REACHING
            if node.module in REACHING:
                yield node.module
        if isinstance(node, ast.Attribute | ast.Name):
            name = node.attr if isinstance(node, ast.Attribute) else node.id
            yield from {name} & CALLS


def test_only_these_modules_reach_the_network():
    found = {str(path.relative_to(PACKAGE)) for path in PACKAGE.rglob("*.py") if any(reached(path.read_text()))}

    assert found == set(MAY)


def test_each_way_to_reach_it_is_seen():
    ways = ("import socket", "from http import client", "import http.client", "from requests import get")
    ways += ("def f():\n    import smtplib", "asyncio.open_connection('x', 1)", "from urllib.request import urlopen")

    assert [way for way in ways if not any(reached(way))] == []
    assert list(reached("from urllib.parse import urlsplit")) == []
