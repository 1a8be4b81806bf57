"""Reads Prometheus' text format (0.0.4) by its rules, and takes nothing that breaks one."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import inf

NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*"
SAMPLE = re.compile(rf"({NAME})(?:\{{(.*)\}})? (\S+)")
LABEL = re.compile(r'([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\[\\"n])*)"(?:,|$)')
KINDS = {"counter", "gauge", "histogram"}
ESCAPES = {"\\\\": "\\", '\\"': '"', "\\n": "\n"}
type Labels = frozenset[tuple[str, str]]


@dataclass
class Family:
    kind: str
    says: str
    samples: dict[tuple[str, Labels], float] = field(default_factory=dict)

    def value(self, more: str = "", **labels: str) -> float:
        return self.samples[more, frozenset(labels.items())]


def read(text: str) -> Mapping[str, Family]:
    """Every family by its name.

    Raises:
        AssertionError: a line breaks the format; it says which.
    """
    found: dict[str, Family] = {}
    says, current = "", ""
    assert text.endswith("\n")
    for line in text.removesuffix("\n").split("\n"):
        if line.startswith("# HELP "):
            _, _, named, says = line.split(" ", 3)
        elif line.startswith("# TYPE "):
            current, kind = line.removeprefix("# TYPE ").split(" ")
            assert current == named, line
            assert kind in KINDS, line
            assert current not in found, line
            found[current] = Family(kind, says)
        else:
            _sample(current, found[current], line)
    for name, one in found.items():
        assert one.samples, name
        if one.kind == "histogram":
            _histogram(one)
    return found


def _sample(name: str, one: Family, line: str) -> None:
    match = SAMPLE.fullmatch(line)
    assert match, line
    more = match[1].removeprefix(name)
    assert match[1].startswith(name), line
    assert more in ({"_bucket", "_sum", "_count"} if one.kind == "histogram" else {""}), line
    said = match[2] or ""
    labels = [(label, re.sub(r"\\.", lambda escape: ESCAPES[escape[0]], word)) for label, word in LABEL.findall(said)]
    assert LABEL.sub("", said) == "", line
    key = (more, frozenset(labels))
    assert key not in one.samples, line
    one.samples[key] = float(match[3])


def _histogram(one: Family) -> None:
    bounds = {float(dict(labels)["le"]): value for (more, labels), value in one.samples.items() if more == "_bucket"}
    counts = [bounds[bound] for bound in sorted(bounds)]
    assert counts == sorted(counts)
    assert bounds[inf] == one.value("_count")
    assert one.value("_sum") >= 0
