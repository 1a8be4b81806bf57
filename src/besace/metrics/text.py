"""The figures as Prometheus reads them: its text format, version 0.0.4.

Written by hand: the format is three kinds of lines, and a library for it would bring a registry, a server and files
shared by processes, none of which we use.
"""

from collections.abc import Iterable, Mapping

from besace.metrics.kinds import Metric, everything

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


def written(metrics: Iterable[Metric] | None = None) -> str:
    """Gives every figure, or these, in the text format; one of which nothing is known now is left out."""
    return "".join(map(_one, everything() if metrics is None else metrics))


def _one(metric: Metric) -> str:
    lines = [f"{metric.name}{more}{_labels(labels)} {_value(value)}" for more, labels, value in metric.samples()]
    if not lines:
        return ""
    head = [f"# HELP {metric.name} {_escaped(metric.says)}", f"# TYPE {metric.name} {metric.kind}"]
    return "\n".join([*head, *lines, ""])


def _labels(labels: Mapping[str, str]) -> str:
    said = ",".join(f'{name}="{_escaped(word).replace('"', '\\"')}"' for name, word in labels.items())
    return f"{{{said}}}" if said else ""


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\n", "\\n")


def _value(value: float) -> str:
    return str(int(value)) if float(value).is_integer() else repr(float(value))
