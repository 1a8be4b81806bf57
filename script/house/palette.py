"""Small pictures: a screen has few colours, so it is kept with 256 of them, each pixel one byte."""

import zlib
from base64 import b64decode, b64encode
from struct import pack

from playwright.sync_api import Browser

COLOURS = 256
SIGNATURE = b"\x89PNG\r\n\x1a\n"
PALETTED = 3

COUNT = """async ([picture, most]) => {
  const image = new Image();
  image.src = `data:image/png;base64,${picture}`;
  await image.decode();
  const [width, height] = [image.naturalWidth, image.naturalHeight];
  const paper = new OffscreenCanvas(width, height).getContext("2d");
  paper.drawImage(image, 0, 0);
  const { data } = paper.getImageData(0, 0, width, height);
  const at = (n) => (data[n] << 16) | (data[n + 1] << 8) | data[n + 2];
  const counts = new Map();
  for (let n = 0; n < data.length; n += 4) counts.set(at(n), (counts.get(at(n)) ?? 0) + 1);
  const parts = (one) => [one >> 16, (one >> 8) & 255, one & 255];
  const kept = [...counts].sort((a, b) => b[1] - a[1]).slice(0, most).map(([one]) => parts(one));
  const far = (a, b) => (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2;
  const nearest = (one) => kept.reduce((best, other, n) => (far(one, other) < far(one, kept[best]) ? n : best), 0);
  const place = new Map([...counts.keys()].map((one) => [one, nearest(parts(one))]));
  let text = "";
  for (let n = 0; n < data.length; n += 4) text += String.fromCharCode(place.get(at(n)));
  return { width, height, palette: kept.flat(), pixels: btoa(text) };
}"""


def small(picture: bytes, browser: Browser) -> bytes:
    """Gives the same PNG with 256 colours: its most frequent ones, and for the others the nearest of these."""
    page = browser.new_page()
    found = page.evaluate(COUNT, [b64encode(picture).decode(), COLOURS])
    page.close()
    return png(found["width"], found["height"], bytes(found["palette"]), b64decode(found["pixels"]))


def png(width: int, height: int, palette: bytes, pixels: bytes) -> bytes:
    """Writes a paletted PNG, its lines unfiltered (PNG, third edition, 11.2)."""
    rows = b"".join(b"\0" + pixels[n : n + width] for n in range(0, len(pixels), width))
    head = pack(">IIBBBBB", width, height, 8, PALETTED, 0, 0, 0)
    parts = ((b"IHDR", head), (b"PLTE", palette), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return SIGNATURE + b"".join(chunk(kind, data) for kind, data in parts)


def chunk(kind: bytes, data: bytes) -> bytes:
    return pack(">I", len(data)) + kind + data + pack(">I", zlib.crc32(kind + data))
