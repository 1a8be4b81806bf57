"""Static files are served without the remarks written for each other, and mean the same."""

import gzip
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser

from besace.live import laying
from besace.live.together import together

STATIC = Path(laying.__file__).parents[1] / "web" / "static" / "besace"
STYLES = sorted((STATIC / "css").glob("*.css"))
SCRIPTS = sorted((STATIC / "js").glob("*.js"))
RULES = r"""(text) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return [...sheet.cssRules].map((rule) => rule.cssText.replace(/\s+/g, " "));
}"""


@pytest.fixture(scope="module")
def laid(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return laying.lay_out_static(tmp_path_factory.mktemp("static")) / "besace"


@pytest.mark.e2e
@pytest.mark.parametrize("sheet", STYLES, ids=lambda sheet: sheet.name)
def test_a_style_sheet_says_the_same_in_fewer_bytes(sheet: Path, laid: Path, browser: Browser) -> None:
    slim, page = (laid / "css" / sheet.name).read_text(), browser.new_page()

    assert page.evaluate(RULES, slim) == page.evaluate(RULES, sheet.read_text()) != []
    assert "/*" not in slim
    page.close()


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_a_script_loses_remarks_and_margins_and_no_line_of_code(script: Path, laid: Path) -> None:
    lines = [line.strip() for line in script.read_text().splitlines()]

    assert all(line.count("`") % 2 == 0 for line in lines), "a text over several lines would lose its margin"
    if script.name in laying.WHOLE:
        lines = [line.strip() for line in together(script).splitlines()]
    code = [line for line in lines if line and not line.startswith(("//", "/*", "* ", "*/"))]
    assert [line.strip() for line in (laid / "js" / script.name).read_text().splitlines()] == code


def test_what_looks_like_a_remark_within_a_line_of_a_script_stays() -> None:
    line = 'fetch("https://one.example", { headers: { Accept: "*/*" } }); // said beside it'

    assert laying.slimmed(f"  // alone\n  {line}\n\n/* over\n   two */\n", ".js") == f"{line}\n"


def test_what_others_wrote_stays_as_it_came(laid: Path) -> None:
    for file in (STATIC / "vendor").rglob("*.js"):
        assert (laid / file.relative_to(STATIC)).read_bytes() == file.read_bytes()


def test_what_is_sent_compressed_is_what_is_sent_plain(laid: Path) -> None:
    packed = sorted(laid.rglob("*.gz"))

    assert {file.with_suffix("").suffix for file in packed} >= {".css", ".js", ".svg"}
    assert all(gzip.decompress(file.read_bytes()) == file.with_suffix("").read_bytes() for file in packed)


def test_files_are_laid_once_and_anew_where_they_are_of_another_version(tmp_path: Path) -> None:
    (tmp_path / "left-over.css").write_text("")
    (tmp_path / "version").write_text(settings.STATIC_URL)  # as a release laid them that left remarks in

    laying.lay_out_static(tmp_path)
    assert not (tmp_path / "left-over.css").exists()

    (tmp_path / "besace" / "mark.svg").unlink()
    laying.lay_out_static(tmp_path)
    assert not (tmp_path / "besace" / "mark.svg").exists()
