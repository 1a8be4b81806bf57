"""The cards of the console: what is seen, for whom words may help, and the one touch that does it (F1 to F3).

For the facilitator alone. A card speaks of people, numbers and steps; no private word is in it, nor any word said.
"""

from collections.abc import Callable, Collection, Iterator, Mapping

from besace.method.decide import open_to
from besace.method.prompts import Code, Prompt, prompts
from besace.method.session import Session
from besace.method.turns import least_spoken
from besace.method.value import value
from besace.method.words import PersonId, Said, Seconds, Stage


@value
class Touch:
    """One act as one touch: `key` names its sentence; it posts `value` under `field`, and the rest as it stands."""

    key: str
    word: str
    name: Said = ""
    field: str = ""
    value: Said = ""
    fields: tuple[tuple[str, str], ...] = ()


@value
class Card:
    """One card: its code and which occurrence (`about`), whom it speaks of, and what can be done at once."""

    code: str
    about: Said
    name: Said
    others: tuple[Said, ...]
    kind: str = ""
    number: int = 0
    stage: Stage | None = None
    minutes: int = 0
    keeps: int = 0
    touches: tuple[Touch, ...] = ()


@value
class Cards:
    """The card that lies open, and those that wait under it, the most urgent first."""

    card: Card
    waiting: tuple[Card, ...] = ()


type Touches = Callable[[Session, Prompt], Iterator[Touch]]


def cards_of(session: Session, at: Seconds, hidden: Collection[str]) -> Cards | None:
    """The cards the journal gives reason for, without those set aside: by code for good, by name for this once."""
    found = [one for one in prompts(session, at) if one.code not in hidden and name_of(one) not in hidden]
    cards = tuple(_card(session, one) for one in found)
    return Cards(cards[0], cards[1:]) if cards else None


def name_of(prompt: Prompt | Card) -> str:
    """Names one occurrence of a prompt: its code and what it is about."""
    return f"{prompt.code} {prompt.about}"


def _card(session: Session, prompt: Prompt) -> Card:
    open_now = open_to(session, session.facilitator)
    touches = TOUCHES[prompt.code](session, prompt) if prompt.code in TOUCHES else ()
    return Card(
        code=str(prompt.code),
        about=prompt.about,
        name=session.name_of(prompt.person) if prompt.person else "",
        others=tuple(session.name_of(one) for one in prompt.others),
        kind=prompt.kind,
        number=prompt.number,
        stage=prompt.stage,
        minutes=prompt.minutes,
        keeps=prompt.keeps,
        touches=tuple(one for one in touches if one.word in open_now),
    )


def _floor_to(session: Session, person: PersonId) -> Touch:
    return Touch("floor", "give_floor", session.name_of(person), "person", person)


def _slow_down(_: Session, __: Prompt) -> Iterator[Touch]:
    yield Touch("pause", "pause")
    yield Touch("seen", "seen")


def _give_back(session: Session, prompt: Prompt) -> Iterator[Touch]:
    which = str(prompt.number)
    yield Touch("reword", "send_back", "", "question", which, (("way", "reword"),))
    if session.person(prompt.person) and session.questions[prompt.number - 1].text:
        yield Touch("keep", "send_back", "", "question", which, (("way", "kept"),))


def _decide_tie(session: Session, _: Prompt) -> Iterator[Touch]:
    """Another round; which is urgent, which resonates most, as the group says; or chance (R5, R6)."""
    yield Touch("again", "open_vote")
    tied = [one for one in session.subjects if one.id in session.ballot and one.id in session.vote.tied]
    for one in tied:
        yield Touch("urgency", "choose", session.name_of(one.owner), "subject", one.id, (("because", "urgency"),))
    felt = [len(session.resonances.get(one.id, ())) for one in tied]
    most = [one for one, many in zip(tied, felt, strict=True) if many and many == max(felt)]
    if len(most) == 1:
        owner = session.name_of(most[0].owner)
        yield Touch("resonance", "choose", owner, "subject", most[0].id, (("because", "resonance"),))
    yield Touch("lot", "choose", fields=(("because", "lot"),))


def _let_listen(session: Session, prompt: Prompt) -> Iterator[Touch]:
    if prompt.kind == "floor":
        yield Touch("back", "clear_floor")
    following = next((one for one in least_spoken(session) if one != session.client), None)
    if following:
        yield _floor_to(session, following)


def _hear(session: Session, prompt: Prompt) -> Iterator[Touch]:
    yield _floor_to(session, prompt.person)
    if prompt.person not in session.invited:
        yield Touch("invite", "invite", session.name_of(prompt.person), "person", prompt.person)


def _to_other(session: Session, prompt: Prompt) -> Iterator[Touch]:
    yield _floor_to(session, prompt.others[0])


def _to_person(session: Session, prompt: Prompt) -> Iterator[Touch]:
    if prompt.kind != "chosen":
        yield _floor_to(session, prompt.person)


def _shorten(_: Session, prompt: Prompt) -> Iterator[Touch]:
    fields = (("stage", str(prompt.stage)), ("minutes", str(prompt.minutes)))
    yield Touch("shorten", "shorten", fields=fields)


def _return(_: Session, __: Prompt) -> Iterator[Touch]:
    yield Touch("return", "return")


def _vouch(session: Session, prompt: Prompt) -> Iterator[Touch]:
    yield Touch("vouch", "vouch", "", "action", session.actions[prompt.number - 1].id)


TOUCHES: Mapping[Code, Touches] = {
    Code.DISCOMFORT: _slow_down,
    Code.ADVICE_IN_QUESTION: _give_back,
    Code.JUDGING_QUESTION: _give_back,
    Code.TIE: _decide_tie,
    Code.CLIENT_DEFENDS: _let_listen,
    Code.REFORMULATIONS_APART: _return,
    Code.CONTRACT_SKIPPED: _to_person,
    Code.MUCH_FLOOR: _to_other,
    Code.TIME_SHORT: _shorten,
    Code.NOT_HEARD: _hear,
    Code.PLAN_VAGUE: _vouch,
    Code.SUBJECT_TECHNICAL: _to_person,
    Code.SUBJECT_WIDE: _to_person,
}
"""What helps at once, where something does; only what is open to her is offered."""
