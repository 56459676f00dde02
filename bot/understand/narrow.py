"""Words that narrow a list: the third, the first five, after X, named so, of that place, but Y."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from bot.knowledge.algebra import (
    Beside,
    Except,
    Expression,
    Filtered,
    Outcome,
    Picked,
    Related,
    belongs,
    evaluate,
)
from bot.knowledge.index import Knowledge
from bot.model import Role, Token
from bot.understand.explain import word_degree
from bot.understand.read import Form, Reading


@dataclass(frozen=True, slots=True)
class Narrowed:
    """An expression, the tokens that shaped it so far, and the items whose position is asked."""

    query: Expression
    used: frozenset[int]
    items: tuple[str, ...] = ()

    def by(self, query: Expression, *used: int) -> "Narrowed":
        """Narrowed further."""
        return replace(self, query=query, used=self.used | frozenset(used))


def narrow(base: Narrowed, reading: Reading, knowledge: Knowledge) -> Narrowed:
    """Apply every narrowing word of the question to a list, in the order of common sense."""
    narrowed = base
    if len(evaluate(base.query, knowledge).items) < 2:
        return narrowed
    for step in _STEPS:
        narrowed = step(narrowed, reading, knowledge)
    return narrowed


def pick(base: Narrowed, reading: Reading, knowledge: Knowledge) -> Narrowed:
    """Apply only the words that pick by place (第三个, 最后一个): what is left may be a claim."""
    return _sliced(base, reading, knowledge)


_ORDER = ("before", "after", "head", "first", "last")
Where = Literal["start", "end", "anywhere"]
_TELLING = 0.3  # weight from which a word can qualify names
_NAME_WORDS: Mapping[str, Where] = {
    "name_start": "start",
    "name_end": "end",
    "name_part": "anywhere",
}


def _free_entities(narrowed: Narrowed, reading: Reading) -> Iterator[tuple[int, tuple[str, ...]]]:
    for i in reading.tokens_with(Role.ENTITY):
        if i not in narrowed.used:
            yield i, reading.tokens[i].refs(Role.ENTITY)


def _among(narrowed: Narrowed, reading: Reading, knowledge: Knowledge) -> Narrowed:
    """其中: only what was listed before."""
    places = reading.operators.get("among", ())
    keys = frozenset(evaluate(narrowed.query, knowledge).keys)
    others = keys - frozenset(reading.among)
    if places and reading.among:
        return narrowed.by(Except(narrowed.query, others), *places)
    return narrowed


def _excepted(narrowed: Narrowed, reading: Reading, knowledge: Knowledge) -> Narrowed:
    """除了甲 / 甲以外: the items without it, or without those that belong to it."""
    excepted = reading.excepted()
    if not excepted:
        return narrowed
    said = (*reading.operators.get("except", ()), *reading.operators.get("outside", ()))
    keys = evaluate(narrowed.query, knowledge).keys
    for i, names in tuple(_free_entities(narrowed, reading)):
        if i in excepted:
            inside = frozenset(names) & frozenset(keys)
            query: Expression = (
                Except(narrowed.query, inside)
                if inside
                else Related(narrowed.query, names, keep=False)
            )
            narrowed = narrowed.by(query, i, *said)
    return narrowed


def _related(narrowed: Narrowed, reading: Reading, knowledge: Knowledge) -> Narrowed:
    """微博那边的: the items that belong to a named entity that is none of them."""
    for i, names in _free_entities(narrowed, reading):
        outcome = evaluate(narrowed.query, knowledge)
        if frozenset(names) & frozenset(outcome.keys):
            continue
        kept = [item for item in outcome.items if belongs(item.key, names, knowledge)]
        if kept and len(kept) < len(outcome.items):
            narrowed = narrowed.by(Related(narrowed.query, names), i)
    return narrowed


def _of_kind(narrowed: Narrowed, reading: Reading, knowledge: Knowledge) -> Narrowed:
    """来自高校的: the items that belong to something of a kind."""
    for i in reading.tokens_with(Role.KIND):
        wholes = [n for ref in reading.tokens[i].refs(Role.KIND) for n in knowledge.by_kind[ref]]
        outcome = evaluate(narrowed.query, knowledge) if wholes else None
        if i in narrowed.used or outcome is None:
            continue
        if any(key in wholes for key in outcome.keys):
            continue
        kept = [key for key in outcome.keys if belongs(key, wholes, knowledge)]
        if 0 < len(kept) < len(outcome.items):
            return narrowed.by(Related(narrowed.query, tuple(wholes)), i)
    return narrowed


def _fragment(narrowed: Narrowed, reading: Reading, knowledge: Knowledge) -> Narrowed:
    """名字里带某字的, 某某类院校, 以某某开头的."""
    said = {name: reading.operators.get(name, ()) for name in _NAME_WORDS}
    places = [place for found in said.values() for place in found]
    where: Where = next((_NAME_WORDS[name] for name, found in said.items() if found), "anywhere")
    outcome = evaluate(narrowed.query, knowledge)
    fragments = [
        i
        for i, token in enumerate(reading.tokens)
        if i not in narrowed.used and i not in places and _qualifies(i, token, places, reading)
    ]
    for i in fragments:
        query = Filtered(narrowed.query, reading.tokens[i].phrase, where)
        if 0 < len(evaluate(query, knowledge).items) < len(outcome.items):
            return narrowed.by(query, i, *places)
    for i in fragments if not places else ():
        token = reading.tokens[i]
        kept = [v.key for v in outcome.items if not word_degree(token, v.support)]
        if token.has(Role.CONCEPT) and 0 < len(kept) < len(outcome.items):
            return narrowed.by(Except(narrowed.query, frozenset(kept)), i, *places)
    beside = [i for i in fragments if any(abs(i - place) == 1 for place in places)]
    if beside:  # no name is like that
        query = Filtered(narrowed.query, reading.tokens[beside[-1]].phrase, where)
        return narrowed.by(query, beside[-1], *places)
    return _ending(narrowed, outcome, reading, knowledge)


def _ending(
    narrowed: Narrowed, outcome: Outcome, reading: Reading, knowledge: Knowledge
) -> Narrowed:
    """有哪所学院: a word that some names of the kind end in, and that is no word for all of it."""
    kinds = {knowledge.kind_of(item.entity) for item in outcome.items if item.entity}
    endings = {e for kind in kinds for e in knowledge.vocabulary.kinds[kind].suffixes}
    for i, token in enumerate(reading.tokens):
        free = i not in narrowed.used and token.senses.roles.isdisjoint((Role.KIND, Role.ENTITY))
        if free and token.phrase in endings:
            return narrowed.by(Filtered(narrowed.query, token.phrase, "end"), i)
    return narrowed


def _meant(narrowed: Narrowed, reading: Reading, knowledge: Knowledge) -> Narrowed:
    """哪一项是关于就业的: the items whose own words say what the question says of them."""
    if "which" not in reading.asks:
        return narrowed
    outcome = evaluate(narrowed.query, knowledge)
    for i in reading.content():
        token = reading.tokens[i]
        named = token.has(Role.ENTITY) or token.has(Role.KIND)
        if i in narrowed.used or not token.has(Role.CONCEPT) or named:
            continue
        kept = frozenset(v.key for v in outcome.items if not word_degree(token, v.support))
        if 0 < len(kept) < len(outcome.items):
            return narrowed.by(Except(narrowed.query, kept), i)
    return narrowed


def _qualifies(i: int, token: Token, places: list[int], reading: Reading) -> bool:
    """Whether a token can be part of the names that are asked for."""
    if token.weight < _TELLING or len(token.phrase) > 4 or token.has(Role.NUMBER):
        return False
    if places:
        return not token.has(Role.ATTRIBUTE)
    if token.has(Role.ENTITY) or token.has(Role.KIND):
        return False
    counted = i > 0 and any(reading.tokens[i - 1].has(Role.ASK, a) for a in ("how_many", "which"))
    return counted or _before_kind(i, reading)


def _before_kind(i: int, reading: Reading) -> bool:
    """A word that qualifies a word for a kind: 师范类院校, 师范 [的] 学校."""
    for token in reading.tokens[i + 1 : i + 4]:
        if token.has(Role.KIND):
            return True
        if token.has(Role.MARK) or token.weight > 0.9:
            return False
    return False


def _position_of(narrowed: Narrowed, reading: Reading, knowledge: Knowledge) -> Narrowed:
    """甲排第几, 甲和乙谁靠前: the items whose positions are asked."""
    members = members_of(narrowed, reading, knowledge)
    order = tuple(i for name in _ORDER for i in reading.operators.get(name, ()))
    ranked = len(members) > 1 and bool(order) and bool(reading.asks & {"who", "which"})
    if not members or not (reading.form is Form.POSITION or ranked):
        return narrowed
    used = narrowed.by(narrowed.query, *members.values(), *order)
    return replace(used, items=tuple(members))


def members_of(narrowed: Narrowed, reading: Reading, knowledge: Knowledge) -> dict[str, int]:
    """The items that the question names, in its order → their tokens."""
    keys = frozenset(evaluate(narrowed.query, knowledge).keys)
    free = tuple(_free_entities(narrowed, reading))
    return {name: i for i, names in free for name in names if name in keys}


def _between(narrowed: Narrowed, reading: Reading, knowledge: Knowledge) -> Narrowed:
    """夹在甲和乙中间的: the items between two others."""
    places = reading.operators.get("between", ())
    members = members_of(narrowed, reading, knowledge) if places else {}
    if len(members) != 2:
        return narrowed
    outcome = evaluate(narrowed.query, knowledge)
    first, last = sorted(outcome.keys.index(name) for name in members)
    return narrowed.by(Picked(narrowed.query, first + 1, last), *members.values(), *places)


def _beside(narrowed: Narrowed, reading: Reading, knowledge: Knowledge) -> Narrowed:
    """紧跟在甲后面的, 甲前面一个."""
    for name, step in (("after", 1), ("before", -1)):
        places = reading.operators.get(name, ())
        keys = evaluate(narrowed.query, knowledge).keys if places else ()
        for i, names in _free_entities(narrowed, reading):
            inside = [n for n in names if n in keys]
            if places and inside:
                others = (*reading.operators.get("tail", ()), *reading.operators.get("head", ()))
                query = _all_beside(narrowed, inside[0], step, keys, reading)
                return narrowed.by(query, i, *places, *others)
    return narrowed


def _all_beside(
    narrowed: Narrowed, key: str, step: int, keys: tuple[str, ...], reading: Reading
) -> Expression:
    """The next one, or all that follow (go before) where several are asked for."""
    if reading.form is not Form.COUNT and "several" not in reading.operators:
        return Beside(narrowed.query, key, step)
    at = keys.index(key)
    bounds = (at + 1, None) if step > 0 else (0, at)
    return Picked(narrowed.query, *bounds)


def _sliced(narrowed: Narrowed, reading: Reading, knowledge: Knowledge) -> Narrowed:
    """第三个, 榜首, 最后一个, 前五名, 后三个."""
    if len(evaluate(narrowed.query, knowledge).items) < 2:
        return narrowed
    free = [i for i in reading.tokens_with(Role.ORDINAL) if i not in narrowed.used]
    if len(free) == 2 and any(t.has(Role.OPERATOR, "to") for t in reading.tokens[slice(*free)]):
        start, stop = (int(reading.tokens[i].refs(Role.ORDINAL)[0]) for i in free)
        if 0 < start <= stop:
            return narrowed.by(Picked(narrowed.query, start - 1, stop), *free)
    for i in free[:1]:
        place = int(reading.tokens[i].refs(Role.ORDINAL)[0])
        start = place - 1 if place > 0 else place
        stop = None if start == -1 else start + 1
        return narrowed.by(Picked(narrowed.query, start, stop), i)
    for name, bounds in (("first", (0, 1)), ("last", (-1, None))):
        places = [i for i in reading.operators.get(name, ()) if i not in narrowed.used]
        if places and not _counted(places[-1], reading):
            return narrowed.by(Picked(narrowed.query, *bounds), *places)
    for name in ("head", "tail", "last", "first"):
        for i in reading.operators.get(name, ()):
            count = _counted(i, reading)
            if count and i not in narrowed.used:
                slice_ = (0, count) if name in ("head", "first") else (-count, None)
                return narrowed.by(Picked(narrowed.query, *slice_), i, _number_after(i, reading))
    return narrowed


def _counted(i: int, reading: Reading) -> int:
    """The number right after token i (前五, 最后三个, 收尾的三所); 0 where there is none."""
    place = _number_after(i, reading)
    return int(float(reading.tokens[place].refs(Role.NUMBER)[0])) if place else 0


def _number_after(i: int, reading: Reading) -> int:
    for place in range(i + 1, min(i + 3, len(reading.tokens))):
        if reading.tokens[place].has(Role.NUMBER):
            return place
        if reading.tokens[place].weight > 0:
            break
    return 0


_STEPS = (
    _among, _excepted, _related, _of_kind, _fragment, _meant, _position_of, _between, _beside,
    _sliced,
)  # fmt: skip
