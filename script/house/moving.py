"""Puts a film's takes together: an animated WebP without loss, and one of them as a still. Runs in .venv-capture."""

import json
import sys
from pathlib import Path

from PIL import Image

GROUND = "#dfe4df"
GAP = 25
COLOURS = 255
PLAYS = 2  # and then it rests: what goes on moving beside a text keeps one from reading it


def side_by_side(paths: list[Path]) -> Image.Image:
    """Several screens on one ground."""
    screens = [Image.open(path).convert("RGB") for path in paths]
    width = sum(one.width for one in screens) + GAP * (len(screens) + 1)
    whole = Image.new("RGB", (width, screens[0].height + 2 * GAP), GROUND)
    left = GAP
    for one in screens:
        whole.paste(one, (left, GAP))
        left += one.width + GAP
    return whole


def main(folder: Path, target: Path) -> None:
    """Writes the moving picture, and beside it the still of one take."""
    told = json.loads((folder / "takes.json").read_text(encoding="utf-8"))
    takes = told["takes"]
    frames = [side_by_side([folder / name for name in names]) for names, _ in takes]
    shown = [milliseconds for _, milliseconds in takes]
    rest = {"save_all": True, "append_images": frames[1:], "duration": shown, "loop": PLAYS}
    frames[0].save(target.with_suffix(".webp"), lossless=True, quality=100, method=4, **rest)
    frames[told["still"]].quantize(COLOURS, dither=Image.Dither.NONE).save(target.with_suffix(".png"), optimize=True)
    size = target.with_suffix(".webp").stat().st_size
    print(f"{target}.webp", f"{size / 1024:.0f} kB, {len(frames)} takes, {sum(shown) / 1000:.0f} s")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
