"""`besace doctor`: what is missing or unwise on this machine and in what was set, each with what to do.

It reads no word of anybody, starts nothing, changes nothing, and calls nobody but the house's own database servers.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from besace.running.doctor import databases, house, machine, variables
from besace.running.doctor.finding import Finding, Weight, advice
from besace.running.doctor.variables import Reader, Told


@dataclass(frozen=True, slots=True)
class Above:
    """What is known further up than here: how a setting of theirs is read, and whether browsers make passkeys."""

    read: Reader
    passkeys: Callable[[], bool]


def look(told: Told, port: int, above: Above, set_up: Callable[[], None]) -> Iterator[Finding]:
    """Looks at everything, the machine first. Where a setting cannot be read, what hangs on settings is left."""
    yield from machine.look()
    refused = list(variables.refused(told, above.read))
    yield from refused
    if refused:
        yield advice("The rest was not looked at: it hangs on these settings.")
        return
    set_up()
    yield machine.port(port)
    yield machine.network(port)
    yield variables.mail(told)
    yield from variables.address(told, answered, above.passkeys)
    yield from house.look()
    yield from databases.look()


def answered(host: str) -> bool:
    """Whether Besace answers to a name."""
    from besace.live import http  # noqa: PLC0415 - Django must be set up first

    return http.is_ours(host)


def said(found: list[Finding]) -> Iterator[str]:
    """The findings as lines, the gravest first, and what they come to."""
    for weight in Weight:
        yield from (f"{weight.value}: {one.sentence}" for one in found if one.weight is weight)
    yield summed_up(found)


def summed_up(found: list[Finding]) -> str:
    """What they come to, in a sentence."""
    stopping, wise = (sum(one.weight is weight for one in found) for weight in (Weight.STOPS, Weight.ADVICE))
    if stopping:
        return f"What stops Besace: {stopping}."
    return "Nothing stops Besace." + (f" What could be better: {wise}." if wise else "")


def exit_code(found: list[Finding]) -> int:
    """1 where something stops Besace, else 0."""
    return int(any(one.weight is Weight.STOPS for one in found))
