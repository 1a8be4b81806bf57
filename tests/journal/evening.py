"""What happens in the session of `canaries`: every act that takes words, with words nobody else says."""

from collections.abc import Iterator

from tests.journal.canaries import Browser, Canary, Evening

type Act = tuple[str, str, dict[str, str]]


def lived(port: int, evening: Evening, sing: Canary) -> dict[str, Browser]:
    """Holds the whole session over HTTP, and has each write what she writes afterwards; gives everyone's browser."""
    browsers = {name: Browser(port, key, login) for name, (_, key, login) in evening.people.items()}
    for browser in browsers.values():
        assert browser.gets(f"/s/{evening.room}/") == 200
    for number, (who, word, fields) in enumerate(_acts(evening, sing)):
        told = {"act": word, "id": f"evening-{number:04}", **fields}
        status = browsers[who].posts(f"/s/{evening.room}/act", **told)
        assert status in {200, 302}, (who, word, fields, browsers[who].page[-3000:])
    return browsers


def _acts(evening: Evening, sing: Canary) -> Iterator[Act]:
    ids = {name: told[0] for name, told in evening.people.items()}
    yield ("fay", "open", {})
    yield from ((who, "check_in", {"text": sing()}) for who in ("ana", "bea", "cleo"))
    yield ("fay", "advance", {})
    yield ("cleo", "report_action", {"action": "1", "outcome": "started", "easy": sing(), "difficult": sing()})
    yield ("fay", "advance", {})
    yield ("ana", "propose_subject", {"key": "chosen", "title": sing("How can I rest, to "), "kind": "problem"})
    yield ("bea", "propose_subject", {"key": "other", "title": sing("How can I sell, to ")})
    yield ("ana", "reword_subject", {"subject": "chosen", "title": sing("How can I sleep, to ")})
    yield ("fay", "advance", {})
    yield ("fay", "open_vote", {})
    yield from ((who, "vote", {"first": "chosen", "second": "other"}) for who in ("ana", "bea", "cleo"))
    yield ("fay", "close_vote", {})
    yield ("fay", "choose", {"subject": "chosen", "because": "vote"})
    yield ("ana", "accept", {})
    yield from ((who, "consent", {"reason": sing()}) for who in ("bea", "cleo"))
    yield ("fay", "advance", {})
    yield from _clearing(sing)
    yield from _contract(ids, sing)
    yield from _ending(sing)


def _clearing(sing: Canary) -> Iterator[Act]:
    yield ("ana", "note", {"text": sing()})
    yield ("bea", "keep", {"text": sing()})
    yield ("ana", "discomfort", {"on": "true"})
    yield ("ana", "discomfort", {"on": "false"})
    yield ("ana", "done", {})
    yield ("fay", "advance", {})
    yield from ((who, "ask", {"text": sing()}) for who in ("bea", "cleo", "fay"))
    yield ("bea", "clear", {})
    yield ("fay", "waive", {"condition": "clear-to-all", "reason": sing()})
    yield ("fay", "advance", {})
    yield from ((who, "reformulate", {"text": sing()}) for who in ("bea", "cleo"))


def _contract(ids: dict[str, str], sing: Canary) -> Iterator[Act]:
    yield from (("ana", "match", {"person": ids[who], "matches": "true"}) for who in ("bea", "cleo"))
    yield ("ana", "set_contract", {"question": sing("How can I "), "expectation": sing()})
    yield from ((who, "agree", {}) for who in ("ana", "bea", "cleo"))
    yield ("fay", "advance", {})
    yield from ((who, "react", {"kind": "experience", "text": sing()}) for who in ("bea", "cleo"))
    yield ("fay", "advance", {})


def _ending(sing: Canary) -> Iterator[Act]:
    for number, term in enumerate(("short", "medium", "long"), 1):
        yield ("ana", "add_action", {"text": sing("I call "), "when": sing("tomorrow "), "term": term})
        yield ("fay", "vouch", {"action": f"action-{number}"})
    yield ("fay", "copy_plan", {})
    yield from ((who, "plans_agree", {}) for who in ("ana", "fay"))
    yield ("fay", "advance", {})
    for who in ("ana", "bea", "cleo"):
        yield (who, "evaluate", {"learned": sing(), "enjoyed": sing(), "apply": sing()})
    yield ("fay", "close", {})


def written(browsers: dict[str, Browser], evening: Evening, sing: Canary) -> None:
    """What is written once the session is over: pages, a debrief, a subject for the next one."""
    base = f"/g/{evening.group}"
    assert browsers["ana"].gets(f"{base}/") == 200  # whoever looks first has the session recorded
    for who in ("ana", "bea"):
        page = f"{base}/notebook/{evening.meeting}/"
        assert browsers[who].gets(page) == 200, (browsers[who].where, browsers[who].page[:2000])
        assert browsers[who].posts(page, learned=sing(), enjoyed=sing(), apply=sing(), note=sing()) == 302
    assert browsers["fay"].gets(f"{base}/1/debrief/") == 200, browsers["fay"].where
    told = {"well_reception": sing(), "change_reception": sing()}
    assert browsers["fay"].posts(f"{base}/1/debrief/?cycle=1", **told) == 302
    assert browsers["cleo"].gets(f"{base}/subject/") == 200
    assert browsers["cleo"].posts(f"{base}/subject/", title=sing("How can I begin, to "), kind="project") == 302
