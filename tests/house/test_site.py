"""The site of the documentation: built strictly, whole, and asking nothing of any other house."""

import shutil
import subprocess
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, expect

from besace.languages import LANGUAGES
from besace.web.help.shelf import LEAVES
from house import site

pytestmark = [pytest.mark.slow, pytest.mark.e2e]
SITE, GUIDES = Path("build/site"), Path("docs/guides")
READ = ("docs/guides/facilitators.html", "src/besace/web/help/fr/method.html", "docs/policy.html", "index.html")
MKDOCS = (".venv-site/bin/mkdocs", "build", "--strict", "--config-file")


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture(scope="module")
def built() -> Path:
    done = subprocess.run(["script/site"], capture_output=True, text=True, check=False, timeout=540)
    assert done.returncode == 0, done.stdout + done.stderr
    return SITE


@pytest.fixture(scope="module")
def address(built):
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(built)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_it_holds_every_guide_every_decision_and_all_the_help(built):
    pages = {str(path.relative_to(built)) for path in built.rglob("*.html")}

    assert {f"docs/guides/{guide.stem}.html" for guide in GUIDES.glob("*.md")} <= pages
    assert {f"src/besace/web/help/{language}/{leaf}.html" for language in LANGUAGES for leaf in LEAVES} <= pages
    assert {f"docs/decisions/{one.stem}.html" for one in site.DECISIONS.glob("*.md")} <= pages


def test_its_pages_and_its_search_ask_nothing_of_any_other_house(browser: Browser, address):
    context, asked = browser.new_context(), []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    for path in READ:
        page.goto(f"{address}/{path}")
        expect(page.locator("h1").first).to_be_visible()
    page.locator(".md-search__input").fill("sticks")
    expect(page.locator(".md-search-result__item").first).to_be_visible()
    assert page.evaluate("document.fonts.check('16px \"Radio Canada\"')")
    context.close()

    assert any(url.endswith(".woff2") for url in asked)
    assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []


@pytest.mark.parametrize("broken", ["[nowhere](docs/nowhere.md)", "[nothing](docs/keys.md#nothing-of-the-kind)"])
def test_a_link_or_an_anchor_that_leads_nowhere_fails_it(built, tmp_path, broken):
    pages = tmp_path / "pages"
    shutil.copytree(site.STAGED, pages)
    (pages / "STYLE.md").write_text(f"# Style\n\n{broken}\n", encoding="utf-8")
    told = Path("mkdocs.yml").read_text(encoding="utf-8")
    told = told.replace("docs_dir: build/pages", f"docs_dir: {pages}").replace("build/site", str(tmp_path / "site"))
    (tmp_path / "mkdocs.yml").write_text(told, encoding="utf-8")

    done = subprocess.run([*MKDOCS, str(tmp_path / "mkdocs.yml")], capture_output=True, text=True, check=False)

    assert done.returncode != 0
    assert "STYLE.md" in done.stdout + done.stderr
