"""A PDF as its reader finds it."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pypdf import PdfReader


def read(content: bytes) -> PdfReader:
    return PdfReader(BytesIO(content), strict=True)


def text_of(content: bytes) -> str:
    """All its words, on one line: where lines break is the layout's business."""
    return " ".join(" ".join(page.extract_text() for page in read(content).pages).split())


def fonts_of(content: bytes) -> Iterator[Any]:
    """The descriptor of each font that a page uses, composite fonts resolved."""
    for page in read(content).pages:
        resources: Any = page["/Resources"]
        for found in resources["/Font"].values():
            font = found.get_object()
            for one in [kin.get_object() for kin in font.get("/DescendantFonts", [font])]:
                yield one["/FontDescriptor"]


def size_of(content: bytes) -> set[tuple[int, int]]:
    return {(round(page.mediabox.width), round(page.mediabox.height)) for page in read(content).pages}
