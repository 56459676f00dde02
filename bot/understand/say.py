"""Questions about statements: what somebody said (about something), and who said something."""

from collections.abc import Iterator, Mapping

from bot.knowledge.index import Knowledge
from bot.knowledge.terms import Statement
from bot.model import Role
from bot.text.enumeration import sizes
from bot.understand.antecedent import BORROWED
from bot.understand.counted import wanted_count
from bot.understand.form import Form
from bot.understand.interpretation import Absent, Claim, Interpretation, Sayings
from bot.understand.pool import Occasions, occasions_of, pool
from bot.understand.read import Reading
from bot.understand.sought import Sought
from bot.understand.speakers import described_speakers

_SAID, _NO_VERB, _SPEAKER, _NO_SPEAKER = 0.95, 0.86, 0.93, 0.78
_OF_TOPIC = 0.25  # the part of the fit that depends on how much of the topic a statement explains
_TELLING = 0.2  # weight from which a word can be part of a topic
_NAMING = 0.7  # weight from which a word names something
_WRONG_KIND = 0.55  # factor where the question word asks for something statements do not give
_UNSAID = 0.75  # … or people, of whom nothing says that they spoke
_NO_AMOUNT = 0.4  # … or an amount: 讲了多少分钟
_ALIKE = 0.93  # statements that explain nearly as much as the best are told too
_MOST_TOLD = 3
_LEAST_TOPIC = 0.5  # weight of the topic without which a name alone asks for no statement
_WHERE = 0.8  # … 力量来自何处: a place in a manner of speaking
_WRONG_SPEAKER, _SAID_NOTHING = 0.86, 0.85
_VERIFIED = 0.8  # factor where the question asks whether something is so
_DESCRIBED = 0.97  # factor where the speaker is told by post, organisation or kind
_AS_MANY = 0.6  # added to the share of a statement that lists as many things as are asked for
_THEIRS, _OURS, _OURS_IN_CLAIM = 0.85, 0.4, 0.65  # shares of a topic that tell who said it
_MUCH = 1.5  # weight of a topic that no one else's words explain by chance
_INTENT = "statement"


def sayings(
    reading: Reading, _: tuple[Sought, ...], knowledge: Knowledge
) -> Iterator[Interpretation]:
    """Every way to read the question as one about statements."""
    if not knowledge.statements:
        return
    speakers = _speakers(reading, knowledge)
    silent = _silent(reading, speakers, knowledge)
    if silent:
        yield _said_nothing(reading, silent, knowledge)
        return
    described = {} if speakers or not _says(reading) else described_speakers(reading, knowledge)
    occasions = occasions_of(reading, knowledge)
    topic = _topic(reading, speakers or described, occasions)
    if speakers or described:
        fit = 1.0 if speakers else _DESCRIBED
        yield from _said_by(reading, speakers or described, topic, occasions, fit, knowledge)
    if reading.form is Form.CHOICE and len(speakers) > 1 and topic and _says(reading):
        yield from _which_said(reading, speakers, topic, knowledge)
    if topic and not speakers:
        yield from _who_said(reading, topic, occasions, knowledge)


def _speakers(reading: Reading, knowledge: Knowledge) -> dict[str, tuple[int, ...]]:
    """The named entities of whom there are statements → their tokens."""
    known = {statement.speaker for statement in knowledge.statements}
    asked = "who" in reading.asks  # 谁说的: not who was spoken of before
    return {
        m.entity: (m.token,)
        for m in reading.mentions
        if m.entity in known and not (asked and m.method == BORROWED)
    }


def _says(reading: Reading) -> bool:
    return "say" in reading.operators


def _silent(
    reading: Reading, speakers: Mapping[str, tuple[int, ...]], knowledge: Knowledge
) -> dict[str, int]:
    """The people of whom the question wants to hear and who said nothing → their token."""
    verbs = set(reading.operators.get("say", ())) - set(reading.operators.get("tell", ()))
    if speakers or not verbs or "who" in reading.asks:
        return {}
    return {m.entity: m.token for m in reading.mentions if knowledge.plays(m.entity, "person")}


def _said_nothing(
    reading: Reading, people: Mapping[str, int], knowledge: Knowledge
) -> Interpretation:
    name = next(iter(people))
    return Interpretation(
        intent=_INTENT,
        meaning=Absent(_INTENT, name, knowledge.vocabulary.reply("statement_word")),
        used=frozenset(reading.content),
        fit=_SAID_NOTHING,
        support=knowledge.identity[name],
        notes=(f"{name} ∅",),
    )


def _topic(
    reading: Reading, speakers: Mapping[str, tuple[int, ...]], occasions: Occasions
) -> tuple[int, ...]:
    """The tokens that say what it is about: neither speakers, nor occasions, nor 说 and 讲."""
    said = set(reading.operators.get("say", ()))
    skipped = said.union(occasions, *speakers.values())
    return tuple(
        i
        for i in reading.content
        if i not in skipped
        and reading.weights[i] >= _TELLING
        and not reading.tokens[i].has(Role.KIND)
        and not reading.tokens[i].has(Role.TITLE)
    )


def _said_by(
    reading: Reading,
    speakers: Mapping[str, tuple[int, ...]],
    topic: tuple[int, ...],
    occasions: Occasions,
    factor: float,
    knowledge: Knowledge,
) -> Iterator[Interpretation]:
    own = [s for s in knowledge.statements if s.speaker in speakers]
    own = pool(own, occasions, reading, knowledge)
    first = min(i for tokens in speakers.values() for i in tokens)
    verbs = tuple(i for i in reading.operators.get("say", ()) if i > first)
    compared = reading.operators.get("compare", ())
    spoken_on = {statement.occasion for statement in own}
    known = (i for i, names in occasions.items() if names & spoken_on)
    used = frozenset((*verbs, *compared, *known)).union(*speakers.values())
    telling = sum(reading.weights[i] for i in topic) >= _LEAST_TOPIC and "who" not in reading.asks
    if own and (verbs or telling):
        share, chosen = _best(own, (*topic, *verbs), topic, reading, knowledge)
        if not chosen and verbs and _vague(topic, reading):
            share, chosen = 1.0, tuple(own)
        fit = (_SAID if verbs else _NO_VERB) * factor
        fit *= _WRONG_KIND if _asks_another(reading, first) else 1.0
        fit *= _VERIFIED if reading.form is Form.VERIFY else 1.0
        if chosen:
            fit *= (1 - _OF_TOPIC + _OF_TOPIC * share) * _asked(reading)
            yield _meaning(reading, chosen, used, fit, knowledge)
    claimed = _says(reading) or reading.form is Form.VERIFY
    if (
        topic
        and claimed
        and factor == 1.0
        and not reading.asks & {"how_many", "headcount", "when", "where"}
    ):
        yield from _wrong_speaker(reading, speakers, topic, used, knowledge)


def _which_said(
    reading: Reading, speakers: Mapping[str, tuple[int, ...]], topic: tuple[int, ...],
    knowledge: Knowledge,
) -> Iterator[Interpretation]:  # fmt: skip
    """这话是甲说的还是乙说的: the one of them who said it."""
    own = [s for s in knowledge.statements if s.speaker in speakers]
    share, chosen = _best(own, topic, topic, reading, knowledge)
    if chosen and not _vague(topic, reading):
        used = frozenset(reading.operators["say"]).union(*speakers.values())
        fit = _SPEAKER * (1 - _OF_TOPIC + _OF_TOPIC * share)
        yield _meaning(reading, chosen[:1], used, fit, knowledge, asked_speaker=True)


def _asks_another(reading: Reading, speaker: int) -> bool:
    """谁翻译了甲的演讲: somebody else is asked for than who is named after that."""
    return any(token.has(Role.ASK, "who") for token in reading.tokens[:speaker])


def _vague(topic: tuple[int, ...], reading: Reading) -> bool:
    """Whether nothing in the topic names anything."""
    return all(reading.weights[i] < _NAMING for i in topic)


def _who_said(
    reading: Reading, topic: tuple[int, ...], occasions: Occasions, knowledge: Knowledge
) -> Iterator[Interpretation]:
    verbs = reading.operators.get("say", ())
    among = pool(list(knowledge.statements), occasions, reading, knowledge)
    share, chosen = _best(among, topic, topic, reading, knowledge)
    if not chosen or sum(reading.weights[i] for i in topic) < _LEAST_TOPIC:
        return
    used = frozenset((*verbs, *occasions))
    asks_speaker = "who" in reading.asks and bool(verbs)
    fit = _SPEAKER if asks_speaker else _NO_SPEAKER * _asked(reading)
    fit *= _UNSAID if "who" in reading.asks and not asks_speaker else 1.0
    yield _meaning(reading, chosen, used, fit * (1 - _OF_TOPIC + _OF_TOPIC * share), knowledge,
                   asked_speaker=asks_speaker)  # fmt: skip


def _meaning(
    reading: Reading, chosen: tuple[Statement, ...], used: frozenset[int], fit: float,
    knowledge: Knowledge, *, asked_speaker: bool = False,
) -> Interpretation:  # fmt: skip
    supports = [statement.support for statement in chosen]
    names = {name for s in chosen for name in (s.speaker, s.occasion) if name}
    supports += [knowledge.identity[name] for name in sorted(names) if name in knowledge.identity]
    return Interpretation(
        intent=_INTENT,
        meaning=Sayings(chosen, asked_speaker, verified=reading.form is Form.VERIFY),
        used=used,
        fit=fit,
        support=knowledge.together(supports),
        notes=(f"{'、'.join(dict.fromkeys(s.speaker for s in chosen))} ×{len(chosen)}",),
    )


def _asked(reading: Reading) -> float:
    """Statements tell what and why, not how many people or where."""
    if "what" in reading.asks:
        return 1.0
    if "where" in reading.asks and _says(reading):
        return _WHERE
    if reading.asks & {"measure", "how_long"}:
        return _NO_AMOUNT
    hard = reading.asks & {"when", "where", "how_many", "position"}
    return _WRONG_KIND if hard else 1.0


def _best(
    pool: list[Statement], words: tuple[int, ...], topic: tuple[int, ...], reading: Reading,
    knowledge: Knowledge,
) -> tuple[float, tuple[Statement, ...]]:  # fmt: skip
    """The statements that explain most of the words, and how much of the topic that is (0–1).

    Where sides are compared: the best of each side.
    """
    shares = _shares(words, reading, knowledge)
    many = wanted_count(reading)
    scored = [
        (share + (_AS_MANY if many and many in sizes(statement.text) else 0.0), statement)
        for statement in pool
        if (share := shares.get(statement.number, 0.0))
    ]
    if reading.form is Form.COMPARE:
        sides = dict.fromkeys(_side(s, pool) for s in pool)
        chosen = tuple(
            statement
            for side in sides
            for statement in (
                _top([(share, s) for share, s in scored if _side(s, pool) == side])
                or tuple(s for s in pool if _side(s, pool) == side)[:_MOST_TOLD]
            )
        )
    else:
        chosen = _top(scored)
    on_topic = shares if topic == words else _shares(topic, reading, knowledge)
    share = max((on_topic.get(statement.number, 0.0) for statement in chosen), default=0.0)
    return (share if topic else 1.0), chosen


def _side(statement: Statement, pool: list[Statement]) -> str:
    """What tells the compared statements apart: the speaker, or for one speaker the occasion."""
    one_speaker = len({s.speaker for s in pool}) == 1
    return statement.occasion if one_speaker else statement.speaker


def _top(scored: list[tuple[float, Statement]]) -> tuple[Statement, ...]:
    top = max((share for share, _ in scored), default=0.0)
    if top <= 0:
        return ()
    return tuple(s for share, s in scored if share >= top * _ALIKE)[:_MOST_TOLD]


def _shares(words: tuple[int, ...], reading: Reading, knowledge: Knowledge) -> dict[int, float]:
    """Statement number → the share of the words' weight that it explains (0–1)."""
    total = sum(reading.weights[i] for i in words)
    shares: dict[int, float] = {}
    for i in words if total else ():
        for number, degree in knowledge.said.degrees(reading.tokens[i]).items():
            shares[number] = shares.get(number, 0.0) + reading.weights[i] * degree / total
    return shares


def _wrong_speaker(
    reading: Reading, speakers: Mapping[str, tuple[int, ...]], topic: tuple[int, ...],
    used: frozenset[int], knowledge: Knowledge,
) -> Iterator[Interpretation]:  # fmt: skip
    """What the question puts into one mouth was said by another."""
    own = [s for s in knowledge.statements if s.speaker in speakers]
    others = [s for s in knowledge.statements if s.speaker not in speakers]
    theirs, best = _best(others, topic, topic, reading, knowledge)
    shares = _shares(topic, reading, knowledge)
    ours = max((shares.get(s.number, 0.0) for s in own), default=0.0)
    much = sum(reading.weights[i] for i in topic) >= _MUCH
    most = _OURS_IN_CLAIM if much and reading.form is Form.VERIFY else _OURS
    if theirs < _THEIRS or ours > most or (_vague(topic, reading) and not much):
        return
    claims = tuple(Claim(name, name, False) for name in speakers)
    supports = [statement.support for statement in best]
    yield Interpretation(
        intent=_INTENT,
        meaning=Sayings(best[:1], asked_speaker=True, claims=claims),
        used=used,
        fit=_WRONG_SPEAKER,
        support=knowledge.together(supports),
        notes=(f"≠ {'、'.join(speakers)}",),
    )
