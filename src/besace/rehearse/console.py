"""What of a scenario's checks can be read from the islands of the facilitator's screen, as programs are given them."""

from collections.abc import Mapping
from typing import Any

type Islands = Mapping[str, Any]


def known(islands: Islands, names: Mapping[str, str]) -> dict[str, Any]:
    """Everything a check may name that stands there now; people by their key in the scenario."""
    keys = {name: key for key, name in names.items()}
    rail, gate = islands["rail"], islands.get("gate") or {}
    found: dict[str, Any] = {"stage": rail["stage"], "moment": rail["moment"]}
    found["open"] = {one["condition"] for one in gate.get("items", ()) if gate["locks"] and one["state"] == "open"}
    if gate.get("round"):
        found["round"] = gate["round"]
    return {**found, **_of_the_subject(islands, keys), **_of_the_plan(islands), **_of_the_turns(islands, keys)}


def _of_the_subject(islands: Islands, keys: Mapping[str, str]) -> dict[str, Any]:
    middle = islands.get("middle") or {}
    if not middle.get("title"):
        return {}
    stated = {"contract": {"question": middle["title"], "expectation": middle["expectation"]}}
    return {"client": keys.get(middle["owner"]), **(stated if middle["stated"] else {"contract": None})}


def _of_the_plan(islands: Islands) -> dict[str, Any]:
    if kept := islands.get("desk_kept"):
        return {"actions": len(kept["plan"]), "waived": {one["condition"] for one in kept["waivers"]}}
    plan = islands.get("desk_plan")
    return {"actions": len(plan["actions"])} if plan else {}


def _of_the_turns(islands: Islands, keys: Mapping[str, str]) -> dict[str, Any]:
    seats = [one for name, one in islands.items() if name.startswith("seat") and one.get("name") in keys]
    return {"spoken": {keys[one["name"]]: one["turns"] for one in seats}} if seats else {}
