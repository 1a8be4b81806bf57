"""The image's own steps, done in a plain folder: what it installs, by the lock alone, serves as the image says."""

import json
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

FILE = Path("deploy/Containerfile")
STEP = re.compile(r"([A-Z]+) (.*)")
SYSTEM = ("/opt/besace", "/build", "/data")


def steps() -> list[list[tuple[str, str]]]:
    """The steps of each stage, in order."""
    stages: list[list[tuple[str, str]]] = []
    for line in FILE.read_text().replace("\\\n", " ").splitlines():
        if line and not line.startswith("#"):
            match = STEP.fullmatch(line)
            assert match, line
            if match[1] == "FROM":
                stages.append([])
            stages[-1].append((match[1], match[2]))
    return stages


def last(name: str) -> str:
    return next(told for kind, told in steps()[-1] if kind == name)


def here(told: str, root: Path) -> str:
    """The same line with the image's folders in a folder of ours."""
    for path in SYSTEM:
        told = re.sub(rf"(?<![\w.]){path}\b", f"{root}{path}", told)
    return told


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("image")
    (root / "opt").mkdir()
    (root / "bin").mkdir()
    (root / "bin" / "python").symlink_to(sys.executable)
    folder = root
    surroundings = {**os.environ, "PATH": f"{root}/bin:/usr/bin:/bin", "PYTHONPATH": ""}
    for kind, told in steps()[0]:
        if kind == "WORKDIR":
            folder = Path(here(told, root))
            folder.mkdir()
        if kind == "COPY":
            *sources, target = told.split()
            for source in sources:
                _copy(Path(source), folder / target)
        if kind == "RUN":
            done = subprocess.run(
                ["sh", "-ec", here(told, root)],
                check=False,
                cwd=folder,
                env=surroundings,
                capture_output=True,
                text=True,
            )
            assert done.returncode == 0, (told, done.stderr[-2_000:])
    return root


def _copy(source: Path, target: Path) -> None:
    assert not source.is_absolute()
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
    else:
        shutil.copy(source, target / source.name if target.is_dir() else target)


def surroundings(root: Path) -> dict[str, str]:
    """What the image sets, and nothing of this machine's."""
    return dict(part.split("=", 1) for part in shlex.split(here(last("ENV"), root)))


@pytest.fixture
def served(built: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = [*json.loads(last("ENTRYPOINT")), *json.loads(last("CMD"))]
    command = [str(port) if part == "8420" else part for part in command]
    command[0] = str(built / "opt/besace/bin" / command[0])
    (built / "data").mkdir(mode=0o700, exist_ok=True)
    told = {**surroundings(built), "HOME": "/nonexistent"}
    process = subprocess.Popen(command, cwd=built / "data", env=told, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    yield process, port
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        process.wait(15)


def state(folder: Path) -> dict[str, tuple[int, int]]:
    return {str(path): (path.lstat().st_size, path.lstat().st_mtime_ns) for path in folder.rglob("*")}


@pytest.mark.slow
def test_what_the_image_installs_serves_and_writes_nowhere_but_into_its_volume(built, served):
    process, port = served
    before, (kind, asking) = state(built / "opt"), last("HEALTHCHECK").split(" CMD ")
    check = [part.replace(":8420", f":{port}") for part in json.loads(asking)]
    check[0] = str(built / "opt/besace/bin" / check[0])
    until = time.monotonic() + 90
    while subprocess.run(check, check=False, capture_output=True, env=surroundings(built)).returncode:
        assert process.poll() is None, process.stderr and process.stderr.read()
        assert time.monotonic() < until, "it does not answer"
        time.sleep(0.5)
    process.send_signal(signal.SIGTERM)
    _, log = process.communicate(timeout=20)

    assert kind.startswith("--interval")
    events = [json.loads(line)["event"] for line in log.decode().splitlines()]
    assert (events[-2:], "tables-made" in events) == (["started", "stopped"], True)
    assert state(built / "opt") == before
    assert {"besace.sqlite3", "vault.sqlite3", "keys", "ballast"} <= {path.name for path in (built / "data").iterdir()}


@pytest.mark.slow
def test_the_image_holds_what_serves_and_no_tool_to_install_more(built):
    program = built / "opt/besace/bin/python"
    listed = "import importlib.metadata as m; print(*sorted(one.name for one in m.distributions()))"
    names = subprocess.run([program, "-c", listed], check=True, capture_output=True, text=True).stdout.split()

    assert {"besace", "django", "uvicorn", "psycopg", "psycopg-binary"} <= {name.lower() for name in names}
    assert {"pip", "hatchling", "polib", "pytest", "ruff", "playwright"} & set(names) == set()
    assert list((built / "opt").rglob("locale/fr/LC_MESSAGES/django.mo"))


def test_it_runs_as_nobody_in_particular_and_takes_nothing_unpinned():
    first, second = steps()
    installs = [told for kind, told in first if kind == "RUN" and "pip install" in told]

    assert last("USER") == "10001:10001"
    assert all("--require-hashes" in told or ("--no-index" in told and "--no-deps" in told) for told in installs)
    assert len(installs) == 2
    assert [kind for kind, _ in second].index("USER") < [kind for kind, _ in second].index("ENTRYPOINT")
    assert not any(re.search(r"curl|wget|apt|ADD", f"{kind} {told}") for kind, told in [*first, *second])
    taken = {name.removeprefix("!") for name in Path(".dockerignore").read_text().splitlines() if name.startswith("!")}
    copied = {source for kind, told in first if kind == "COPY" for source in told.split()[:-1]}
    assert copied <= taken
