"""Where each island lies on each screen: regions in the order of the page, islands in the order of the region."""

from collections.abc import Iterable, Mapping

type Regions = Mapping[str, tuple[str, ...]]

LAYOUT: Mapping[str, Regions] = {
    "console": {
        "rail": ("rail",),
        "slip": ("signal", "say"),
        "stage": ("clock", "table"),
        "middle": ("subject", "contract", "ballot", "plan"),
        "tools": ("tools",),
        "side": ("door", "questions", "reactions", "subjects", "followup", "rounds", "board"),
        "gate": ("gate",),
    },
    "phone": {
        "head": ("head", "meet"),
        "hand": (
            *("floor", "cue", "hush", "round", "table", "invite", "closed", "contract", "sticks", "flag", "doubt", "count"),
            *("ballot", "reports", "prompts", "questions", "said", "plan", "back", "composer", "bag"),
            *("next", "paperboard", "tools", "kept", "after", "more", "hand"),
        ),
        "thumb": ("signal", "thumb"),
    },
    "board": {
        "head": ("head",),
        "split": ("subject", "contract", "clock"),
        "middle": ("join", "ballot", "plan"),
        "foot": ("foot",),
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
