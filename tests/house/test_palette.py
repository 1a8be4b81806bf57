"""Pictures with few colours: what is written is a PNG, and says the pixels it was given."""

import zlib
from struct import unpack

from house.palette import SIGNATURE, png

PALETTE = bytes([255, 255, 255, 115, 63, 33])
PIXELS = bytes([0, 1, 1, 1, 0, 0])


def test_a_picture_is_a_paletted_png_of_its_size_and_pixels():
    written = png(3, 2, PALETTE, PIXELS)

    parts = dict(chunks(written))
    assert unpack(">IIBB", parts[b"IHDR"][:10]) == (3, 2, 8, 3)
    assert parts[b"PLTE"] == PALETTE
    assert zlib.decompress(parts[b"IDAT"]) == b"\0\0\1\1\0\1\0\0"


def chunks(written: bytes):
    assert written.startswith(SIGNATURE)
    at = len(SIGNATURE)
    while at < len(written):
        (length,) = unpack(">I", written[at : at + 4])
        kind, data = written[at + 4 : at + 8], written[at + 8 : at + 8 + length]
        assert unpack(">I", written[at + 8 + length : at + 12 + length]) == (zlib.crc32(kind + data),)
        yield kind, data
        at += 12 + length
