"""What deploy/ and docs/running.md name exists: commands, options, variables, ports, paths; and Besace takes it."""

import ast
import json
import re
import shlex
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click
import pytest
import yaml

from besace import cli, metrics
from besace.journal import engine
from besace.live import health, metrics_port, proxy
from tests import servers

DEPLOY = Path("deploy")
RUNNING = Path("docs/running.md")
UNITS = sorted(DEPLOY.glob("*.service"))
FILES = [*sorted(path for path in DEPLOY.rglob("*") if path.is_file()), RUNNING]
PORT, FIGURES = str(cli.PORT), "9420"
OF_DEPLOY = {"BESACE_NAME", "BESACE_UPSTREAMS"}
"""Variables of the proxy and of compose, not of Besace."""
SHUT_IN = (
    *("DynamicUser=yes", "User=besace", "UMask=0077", "ProtectSystem=strict", "ProtectHome=yes", "PrivateTmp=yes"),
    *("PrivateDevices=yes", "LimitCORE=0", "MemorySwapMax=0", "NoNewPrivileges=yes", "CapabilityBoundingSet="),
    *("EnvironmentFile=/etc/besace.env", "StateDirectoryMode=0700", "RestrictNamespaces=yes"),
)

type Unit = Mapping[str, list[str]]


def told() -> dict[Path, str]:
    return {path: path.read_text("utf-8") for path in FILES}


def unit(path: Path) -> Unit:
    """The lines of a unit as systemd joins them, by their names."""
    found: dict[str, list[str]] = defaultdict(list)
    for line in path.read_text().replace("\\\n", " ").splitlines():
        if line and not line.startswith(("#", "[")):
            name, sign, value = line.partition("=")
            assert sign, line
            found[name].append(value)
    return found


def compose() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    return loaded


def called(text: str) -> Iterator[list[str]]:
    """Every call of `besace` in a text: what comes after the program, up to the end of its line."""
    for line in text.splitlines():
        for match in re.finditer(r"(?:^|[\s`/])besace ((?:serve|[a-z][a-z-]+) ?[^`\n#]*)", line):
            yield shlex.split(match[1].replace("'", " "))


def commands() -> Iterator[tuple[str, list[str]]]:
    for path, text in told().items():
        if path != RUNNING and path.suffix not in {".service", ""}:
            continue
        code = text if path != RUNNING else "\n".join(re.findall(r"`[^`\n]+`|^ *ExecStart=.*$", text, re.MULTILINE))
        yield from ((str(path), words) for words in called(re.sub(r"^#.*$", "", code, flags=re.MULTILINE)))
    yield "deploy/Containerfile", of_the_image()[1:]


def of_the_image() -> list[str]:
    """What a container runs: its entry point and the usual arguments."""
    told_ = (DEPLOY / "Containerfile").read_text()
    entry, usual = (
        json.loads(*re.findall(rf"^{name} (\[.*\])$", told_, re.MULTILINE)) for name in ("ENTRYPOINT", "CMD")
    )
    return [*entry, *usual]


def test_every_command_and_option_exists():
    known, found = set(cli.main.list_commands(click.Context(cli.main))), list(commands())
    assert len(found) >= 5
    for place, (name, *rest) in found:
        assert name in known, (place, name)
        command = cli.main.get_command(click.Context(cli.main), name)
        assert command is not None
        options = {option for parameter in command.params for option in parameter.opts}
        assert [word for word in rest if word.startswith("--") and word not in options] == [], place


def test_a_command_or_an_option_that_does_not_exist_would_be_seen():
    assert list(called("ExecStart=/opt/besace/.venv/bin/besace serv --prot 1")) == [["serv", "--prot", "1"]]
    assert list(called("see `besace troubles`, then")) == [["troubles"]]
    assert ("deploy/besace.service", ["serve", "--host", "127.0.0.1", "--port", PORT]) in list(commands())


def test_every_variable_is_read_by_besace_or_by_the_proxy():
    source = "\n".join(path.read_text() for path in Path("src/besace").rglob("*.py"))
    words = {node.value for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant)}
    read = {word for word in words if isinstance(word, str) and re.fullmatch("BESACE_[A-Z_]+", word)}
    for path, text in told().items():
        assert set(re.findall(r"BESACE_[A-Z_]+[A-Z]", text)) - read - OF_DEPLOY == set(), path
    assert OF_DEPLOY.isdisjoint(read)


def test_the_ports_are_the_same_everywhere():
    for path, text in told().items():
        ports = set(
            re.findall(r"(?:127\.0\.0\.1|0\.0\.0\.0|localhost|besace):(\d+)|--port[ =\",]+(\d+)|EXPOSE (\d+)", text)
        )
        assert {port for found in ports for port in found if port} <= {PORT, "8421", FIGURES}, path
    assert f"server 127.0.0.1:{PORT};" in (DEPLOY / "nginx.conf").read_text()


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_each_unit_is_shut_in_and_runs_what_is_installed(path):
    found = unit(path)

    lines = {f"{name}={value}" for name, values in found.items() for value in values}
    assert set(SHUT_IN) - lines == set()
    assert "/opt/besace/.venv/bin/besace" in found["ExecStart"][0]
    assert "BESACE_DATA=/var/lib/besace" in " ".join(found["Environment"]).split()
    assert found["StateDirectory"][0].split()[0] == "besace"


def test_the_timer_has_a_service_and_what_it_keeps_ends_as_the_keys_say():
    assert (DEPLOY / "besace-backup.timer").exists()
    kept = dict(
        re.findall(r"besace-backups/(content|vault) .*-mtime \+(\d+)", (DEPLOY / "besace-backup.service").read_text())
    )
    promised = dict(
        re.findall(r"^\| the (content|vault) \(.*?\) \| (\d+) days", Path("docs/keys.md").read_text(), re.MULTILINE)
    )

    assert set(kept) == set(promised) == {"content", "vault"}
    for what, days in promised.items():  # find counts whole days, and the timer comes once a day
        assert int(kept[what]) + 1 <= int(days), what


@pytest.mark.parametrize("name", ["nginx.conf", "Caddyfile"])
def test_what_is_for_those_inside_stays_inside(name):
    text = (DEPLOY / name).read_text()
    for path in ("/healthz", "/readyz"):
        assert path in text.replace("^/(healthz|readyz)$", "/healthz /readyz")
    assert "metrics" not in text


def test_compose_names_only_what_it_declares():
    told_ = compose()
    for name, one in told_["services"].items():
        volumes = [volume.split(":")[0] for volume in one.get("volumes", ())]
        assert {volume for volume in volumes if not volume.startswith(".")} <= set(told_["volumes"]), name
        assert all((DEPLOY / volume).exists() for volume in volumes if volume.startswith(".")), name
        assert set(one.get("networks", ())) <= set(told_["networks"]), name
        secrets = {secret if isinstance(secret, str) else secret["source"] for secret in one.get("secrets", ())}
        assert secrets <= set(told_["secrets"]), name
        assert set(one.get("depends_on", ())) <= set(told_["services"]), name
        assert "no-new-privileges:true" in one["security_opt"], name
    made = set(re.findall(r">([a-z-]+)", RUNNING.read_text()))
    assert {Path(secret["file"]).name for secret in told_["secrets"].values()} <= made
    assert told_["services"]["content"]["volumes"] != told_["services"]["vault"]["volumes"]


def test_besace_takes_what_compose_tells_it(tmp_path):
    told_ = compose()
    one, networks = told_["services"]["besace"], told_["networks"]
    surroundings: dict[str, str] = one["environment"]
    databases = engine.databases(tmp_path, surroundings)

    assert [databases[alias]["HOST"] for alias in ("default", "vault")] == ["content", "vault"]
    assert networks["databases"]["internal"], "the plain line to the servers leaves this machine"
    subnet = networks["front"]["ipam"]["config"][0]["subnet"]
    assert surroundings["BESACE_PROXY"] == subnet
    assert proxy.read(subnet, "1").networks
    (tmp_path / "word").write_text("0123456789abcdef")
    with pytest.raises(metrics_port.Unreadable):
        metrics_port.read(surroundings["BESACE_METRICS"])
    place = metrics_port.read(surroundings["BESACE_METRICS"], str(tmp_path / "word"))
    assert place
    assert str(place.port) == FIGURES
    assert one["read_only"]
    assert one["cap_drop"] == ["ALL"]
    assert "wal_recycle=off" in told_["services"]["vault"]["command"]


def test_what_asks_after_the_health_of_a_container_asks_what_is_there():
    container = (DEPLOY / "Containerfile").read_text()
    asked = [
        *re.findall(r"urlopen\('([^']+)'", container),
        *re.findall(r"urlopen\('([^']+)'", str(compose()).replace("\\", "")),
    ]

    assert len(asked) >= 2
    for address in map(urlsplit, asked):
        assert (str(address.port), address.path) == (PORT, "/healthz")
        assert address.path in health.__doc__


def test_the_role_that_is_made_owns_its_database_and_is_no_superuser(tmp_path):
    server = servers.Server()
    try:
        (tmp_path / "password").write_text("it's-a-\\password")
        surroundings = {"PGHOST": str(server.folder), "PGPORT": str(server.port), "POSTGRES_USER": servers.ADMIN}
        with server.admin() as line:
            line.execute("DROP ROLE besace")
        path = f"{servers.binaries()}:/usr/bin:/bin"
        subprocess.run(
            ["sh", "deploy/postgresql/role.sh"],
            check=True,
            env={**surroundings, "PATH": path, "PASSWORD_FILE": str(tmp_path / "password")},
        )
        with server.admin("besace") as line:
            role = line.execute(
                "SELECT rolsuper, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = 'besace'"
            ).fetchone()
            owner = line.execute("SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = 'besace'").fetchone()
    finally:
        server.remove()
    assert role == (False, False, False)
    assert owner == ("besace",)


def test_every_figure_stands_in_the_table_and_no_other():
    for module in (
        "live.streams",
        "live.waits",
        "live.act",
        "live.health",
        "live.handler",
        "post.ticker",
        "journal.ballast",
    ):
        __import__(f"besace.{module}")
    table = re.findall(r"`((?:besace|process)_[a-z_]+)`", RUNNING.read_text())

    assert sorted(table) == sorted(one.name for one in metrics.everything())


def test_every_word_of_readiness_is_explained():
    said = RUNNING.read_text()
    assert [word for word in health.Lacks if f"`{word}`" not in said] == []


@pytest.mark.skipif(
    not shutil.which("systemd-analyze"), reason="no systemd here: the units are held to our own rules alone"
)
@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_systemd_takes_each_unit_and_rates_it_closed(path, tmp_path):
    program = tmp_path / "besace"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    copy = tmp_path / path.name
    copy.write_text(path.read_text().replace("/opt/besace/.venv/bin/besace", str(program)))
    verified = subprocess.run(["systemd-analyze", "verify", copy], check=False, capture_output=True, text=True)
    assert (verified.returncode, verified.stderr) == (0, "")

    rated = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--json=short", "--threshold=16", copy],
        check=False,
        capture_output=True,
        text=True,
    )
    assert rated.returncode == 0, rated.stdout
    assert json.loads(rated.stdout), "it says which lines it looked at"
