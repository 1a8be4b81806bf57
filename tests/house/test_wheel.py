"""What a stranger does first: install the wheel into nothing, or clone and call one command. Both lead to a room."""

import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation
from django.utils.translation import gettext

from tests.house.visitor import Visitor, demonstration

pytestmark = [pytest.mark.slow, pytest.mark.engine("sqlite")]
UV = shutil.which("uv")
if UV and subprocess.run([UV, "--version"], check=False, capture_output=True).returncode:
    UV = None  # a name on the path that leads nowhere


def surroundings(folder: Path) -> dict[str, str]:
    """A new user's: her own folder, nothing set, nothing of this work tree."""
    kept = ("PIP_", "UV_", "SSL_", "REQUESTS_", "HTTP", "http", "NO_PROXY", "no_proxy", "PYENV")
    told = {name: value for name, value in os.environ.items() if name.startswith(kept)}
    path = [str(Path(UV).parent)] if UV else []
    path += [str(Path(sys.base_prefix) / "bin"), "/usr/local/bin", "/usr/bin", "/bin"]
    return {**told, "HOME": str(folder), "PATH": os.pathsep.join(path), "LANG": "C.UTF-8"}


def run(*command: object, cwd: Path, folder: Path) -> None:
    done = subprocess.run(
        list(map(str, command)), cwd=cwd, env=surroundings(folder), check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-2_000:]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(target)]
    subprocess.run(command, check=True, capture_output=True)
    (built,) = target.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Besace from its wheel, in an environment with what the lock says and nothing else, run from an empty folder."""
    folder = tmp_path_factory.mktemp("stranger")
    needed = folder / "needed.txt"
    needed.write_text(Path("requirements.lock").read_text("utf-8").partition("# postgresql\n")[0], "utf-8")
    venv.create(folder / "env", with_pip=not UV)
    python = folder / "env" / "bin" / "python"
    install = [UV, "pip", "install", "--python", python] if UV else [python, "-m", "pip", "install"]
    run(*install, "--require-hashes", "-r", needed, cwd=folder, folder=folder)
    run(*install, "--no-deps", "--no-index", wheel, cwd=folder, folder=folder)
    empty = folder / "empty"
    empty.mkdir()
    told = {**surroundings(folder), "BESACE_DATA": str(folder / "data")}
    with demonstration([folder / "env" / "bin" / "besace", "serve"], empty, told) as address:
        yield address
    assert list(empty.iterdir()) == [], "it wrote where it was started"


def looks_like_a_room(page: str) -> bool:
    return 'class="island" id="i-' in page


def test_the_wheel_alone_serves_a_room_with_all_its_files(installed):
    visitor = Visitor(installed)
    page = visitor.sits_at_the_demo()
    files = visitor.everything_of(page)

    assert looks_like_a_room(page)
    for kind in (".css", ".js", ".woff2", ".svg", ".png"):
        assert [path for path in files if path.endswith(kind)], kind
    assert all(files.values())


@pytest.mark.parametrize("language", ["fr", "es"])
def test_the_wheel_speaks_every_language(installed, language):
    page = Visitor(installed, language).get("/demo/")

    with translation.override(language):
        said = gettext("A session to look at")
    assert said != "A session to look at"
    assert (f'lang="{language}"' in page, said in page) == (True, True)


def test_a_bare_clone_leads_to_a_room_by_one_command(tmp_path):
    run("git", "clone", "--quiet", Path.cwd(), "besace", cwd=tmp_path, folder=tmp_path)
    told = {**surroundings(tmp_path), "BESACE_DATA": str(tmp_path / "data")}

    with demonstration(["script/serve"], tmp_path / "besace", told) as address:
        visitor = Visitor(address)
        page = visitor.sits_at_the_demo(2)
        assert looks_like_a_room(page)
        assert all(visitor.everything_of(page).values())
        assert 'lang="fr"' in Visitor(address, "fr").get("/demo/")
