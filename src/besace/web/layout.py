"""Where each island lies on each screen: regions in the order of the page, islands in the order of the region."""

from collections.abc import Iterable, Mapping

type Regions = Mapping[str, tuple[str, ...]]

LAYOUT: Mapping[str, Regions] = {
    "console": {
        "masthead": ("masthead",),
        "ways": ("arranging",),
        "meet": ("meet",),
        "rail": ("rail",),
        "slips": ("onward", "signal", "returns", "prompts", "writing", "hands", "overrun"),
        "copy": ("desk_copy",),
        "clock": ("table_clock",),
        "table": tuple(f"seat{place}" for place in range(10)),
        "middle": ("middle",),
        "round": ("round",),
        "controls": ("gathering", "tools", "asking", "writing_for", "by_hand", "set_aside"),
        "side": ("door",),
        "later": ("desk_replan", "presence"),
        "gate": ("gate",),
    },
    "phone": {
        "head": ("head", "meet", "onward"),
        "hand": (
            *(
                "floor",
                "invited",
                "cue",
                "hush",
                "contract",
                "round",
                "table",
                "invite",
                "closed",
                "sticks",
                "flag",
                "doubt",
                "count",
            ),
            *("ballot", "reports", "prompts", "questions", "said", "plan", "back", "composer", "handed", "tools"),
            *("bag", "next", "paperboard", "kept", "after", "more", "hand"),
        ),
        "thumb": ("signal", "thumb"),
    },
    "board": {
        "head": ("head",),
        "split": ("contract", "clock"),
        "middle": (
            *("join", "pause", "silence", "round", "followup", "subjects", "ballot", "count", "choice"),
            *("closed", "onward", "prompts", "plan", "seats", "agreed"),
        ),
        "foot": ("cue", "reminder", "ruler"),
    },
}
"""What is known by name. An island that is named nowhere here goes to the end of its screen's open region."""

OPEN_REGION = {"console": "side", "phone": "hand", "board": "middle"}


def placed(screen: str, islands: Iterable[str]) -> dict[str, list[str]]:
    """Gives for each region of a screen the names of its islands, in order."""
    present = list(islands)
    regions = {region: [name for name in names if name in present] for region, names in LAYOUT[screen].items()}
    known = {name for names in regions.values() for name in names}
    regions[OPEN_REGION[screen]] += [name for name in present if name not in known]
    return regions
