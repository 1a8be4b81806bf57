"""Fitting a straight line between two kinds of things: a linear support vector machine, in plain Python.

L2-regularised squared hinge loss, solved by coordinate descent in the dual (Hsieh et al., ICML 2008, algorithm 1).
Chosen because it needs no exponential: only sums, products, quotients and square roots, which every machine rounds
alike (IEEE 754), so that the same sentences give the same weights everywhere.
"""

from collections.abc import Sequence
from math import sqrt
from random import Random

ROUNDS = 20
COST = 3.0
"""How dearly a sentence on the wrong side is paid, against the size of the weights."""


def fit(rows: Sequence[Sequence[int]], carried: Sequence[bool], width: int) -> tuple[list[float], float]:
    """Give a weight for each of `width` signs, and what is added to every row.

    Takes for each row the numbers of its signs; a row counts as much whether its signs are few or many.
    """
    weights, added = [0.0] * width, 0.0
    shares = [1.0 / sqrt(len(row)) if row else 0.0 for row in rows]
    alphas = [0.0] * len(rows)
    chance = Random(1)  # noqa: S311  # nosec B311 # an order of visits, no secret
    slack = 0.5 / COST
    for _ in range(ROUNDS):
        for at in sorted(range(len(rows)), key=lambda _: chance.random()):  # random() alone is the same in every Python
            row, share, side = rows[at], shares[at], 1.0 if carried[at] else -1.0
            gradient = side * (share * sum(map(weights.__getitem__, row)) + added) - 1.0 + slack * alphas[at]
            alpha = max(alphas[at] - gradient / ((2.0 if row else 1.0) + slack), 0.0)
            step = (alpha - alphas[at]) * side
            if step:
                alphas[at] = alpha
                added += step
                step *= share
                for sign in row:
                    weights[sign] += step
    return weights, added
