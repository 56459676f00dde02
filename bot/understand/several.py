"""Questions that ask several things at once: of two people, of two attributes, or for both."""

from collections.abc import Iterator
from itertools import product

from bot.knowledge.index import Knowledge
from bot.knowledge.terms import Support
from bot.model import Role
from bot.understand.form import Form
from bot.understand.interpretation import (
    Description,
    Interpretation,
    Relation,
    Sayings,
    Several,
)
from bot.understand.read import Reading

_LEAST_FIT = 0.7  # of a part
_JOINED = 0.97  # factor for each question answered as one of several
_MOST_PARTS = 4


def several(
    reading: Reading, found: tuple[Interpretation, ...], knowledge: Knowledge
) -> Iterator[Interpretation]:
    """The parts that together explain what none explains alone."""
    if reading.form in (Form.VERIFY, Form.CHOICE) or not _plural(reading):
        return
    parts = _complementary(reading, _parts(found))
    if len(parts) > 1 and _worded(reading, parts, knowledge):
        parts = _crossed(reading, parts, _parts(found))
        yield Interpretation(
            intent="、".join(dict.fromkeys(part.intent for part in parts)),
            meaning=Several(tuple(parts)),
            used=frozenset().union(*(part.used for part in parts), _joining(reading)),
            fit=min(part.prior for part in parts) * _JOINED,
            support=Support.union(part.support for part in parts),
            notes=tuple(note for part in parts for note in part.notes),
        )


def _worded(reading: Reading, parts: list[Interpretation], knowledge: Knowledge) -> bool:
    """Whether a word stands for each of several attributes, and the question words ask for each."""
    return len({part.intent for part in parts}) == 1 or all(
        _asked_by_word(reading, part, part.meaning.attribute, knowledge)
        for part in parts
        if isinstance(part.meaning, Relation)
    )


def _asked_by_word(
    reading: Reading, part: Interpretation, attribute: str, knowledge: Knowledge
) -> bool:
    spec = knowledge.vocabulary.attributes[attribute]
    roles = (Role.ATTRIBUTE, Role.VERB)
    named = any(reading.tokens[i].has(role, attribute) for role in roles for i in part.used)
    kinds = spec.of if getattr(part.meaning, "inverse", False) else (spec.value,)
    asked = any(reading.asks_for(kind, knowledge.vocabulary) for kind in kinds)
    return named and (asked or not reading.specific or bool(reading.asks.intersection(spec.ask)))


def _plural(reading: Reading) -> bool:
    """Whether anything says that more than one thing is asked."""
    return len(reading.asks) > 1 or len(reading.cues) > 1 or len(reading.mentioned) > 1


def _joining(reading: Reading) -> frozenset[int]:
    """The words that say that several things are asked: 分别, 有何区别."""
    return frozenset(
        i for name in ("each", "compare", "both") for i in reading.operators.get(name, ())
    )


def _parts(found: tuple[Interpretation, ...]) -> list[Interpretation]:
    able = [
        part
        for part in found
        if isinstance(part.meaning, Relation | Sayings | Description)
        and part.prior >= _LEAST_FIT
        and not (isinstance(part.meaning, Relation) and part.meaning.claims)
    ]
    return sorted(able, key=lambda part: -part.score)


def _complementary(reading: Reading, able: list[Interpretation]) -> list[Interpretation]:
    """The best part, and each further one that uses a token which is still unexplained."""
    if not able:
        return []
    parts = [able[0]]
    missing = {i for i, w in enumerate(reading.weights) if w > 0} - able[0].used
    for part in able[1:]:
        new = missing & part.used
        if len(parts) < _MOST_PARTS and _adds(reading, part, new, parts[0]):
            parts.append(part)
            missing -= part.used
    return parts


def _adds(
    reading: Reading, part: Interpretation, new: frozenset[int] | set[int], first: Interpretation
) -> bool:
    """Whether a part asks the same of another thing, or names another attribute."""
    added = [reading.tokens[i] for i in new]
    named = (t for t in added if t.has(Role.ATTRIBUTE, part.intent) and not t.has(Role.ENTITY))
    if any(named):
        return True
    return part.intent == first.intent and any(token.has(Role.ENTITY) for token in added)


def _crossed(
    reading: Reading, parts: list[Interpretation], able: list[Interpretation]
) -> list[Interpretation]:
    """Two attributes of two things: every attribute of every thing."""
    used = frozenset().union(*(part.used for part in parts))
    cues = [i for i in sorted(used) if reading.tokens[i].has(Role.ATTRIBUTE)]
    names = [i for i in sorted(used) if reading.tokens[i].has(Role.ENTITY)]
    if len(cues) < 2 or len(names) < 2:
        return parts
    crossed = [
        next((part for part in able if {cue, name} <= part.used), None)
        for name, cue in product(names, cues)
    ]
    complete = [part for part in crossed if part is not None]
    return complete[:_MOST_PARTS] if len(complete) > len(parts) else parts
