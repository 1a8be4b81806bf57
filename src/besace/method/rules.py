"""All the rules of the method, by the act's word."""

from collections.abc import Mapping

from besace.method.rule import Rule
from besace.method.stages import (
    balance,
    choice,
    clarification,
    conclusion,
    contract,
    gathering,
    going_on,
    presentation,
    reactions,
    reception,
    shorten,
    synthesis,
    throughout,
)

PARTS = (
    gathering,
    going_on,
    shorten,
    throughout,
    balance,
    reception,
    choice,
    presentation,
    clarification,
    contract,
    reactions,
    synthesis,
    conclusion,
)

RULES: Mapping[str, Rule] = {rule.word: rule for part in PARTS for rule in part.RULES}
"""Every act that can be made in a session, by its word."""
