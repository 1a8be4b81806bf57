"""When a card is shown: every number of the prompts, each with its why. A card too few is better than one too many."""

from besace.method.words import Seconds

MANY_TURNS = 4
"""Turns in one step before somebody can be said to speak much: three questions in a row are a train of thought."""

TIMES_THE_OTHERS = 3
"""And three times as many as the others have on average: below that, groups settle it among themselves."""

LONG_FLOOR: Seconds = 5 * 60
"""Minutes of floor in one step before they weigh as turns do: a tenth of the reactions of a full session."""

FEWEST_CONSULTANTS = 3
"""Between two, one always speaks more: there is no balance to speak of."""

SILENT_SHARE = 2
"""Someone is not heard yet once a half of the step is over: earlier, she is thinking."""

OTHERS_TURNS = 2
"""And once somebody has had two turns, or all the others one: else the round has simply not come so far."""

CLIENT_ASKS = 3
"""Times the client speaks in step 4 (asked for a clarification, or had the floor): twice is listening closely."""

CLIENT_FLOOR: Seconds = 3 * 60
"""Or minutes of floor there: longer than any clarification takes."""

APART = 2
"""Reformulations that do not match before they are apart: one is a misunderstanding, and the gate shows it."""

OPENING_OF_REACTIONS = 2
"""Reactions after which saying the question again comes too late to help."""
