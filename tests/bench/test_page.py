"""What a browser fetches for a page, as the bench reads it."""

from bench.page import Weight, named_in


def test_a_page_names_its_styles_scripts_and_icons():
    page = (
        '<link rel="manifest" href="/m.json"><link rel="stylesheet" href="/a.css"><script src="/b.js" defer></script>'
        '<svg><use href="/icons.svg#check"/></svg><a href="/elsewhere">no</a>'
    )

    assert named_in("/s/room/", page) == ["/a.css", "/b.js", "/icons.svg"]


def test_a_style_names_the_fonts_of_latin_only():
    style = """@font-face { src: url("latin.woff2"); unicode-range: U+0000-00FF, U+0131 }
    @font-face { src: url("ext.woff2"); unicode-range: U+0100-02BA }"""

    assert named_in("/besace.css", style) == ["latin.woff2"]


def test_a_script_names_what_it_imports():
    assert named_in("/js/room.js", 'import { start } from "./stream.js";\nimport "./wake.js";') == [
        "./stream.js",
        "./wake.js",
    ]


def test_fonts_are_weighed_apart():
    weight = Weight({"/": 10, "/a.css": 20}, {"/a.woff2": 30})

    assert (weight.page, weight.letters) == (30, 30)
