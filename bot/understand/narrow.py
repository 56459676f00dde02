"""Words that narrow a list: the third, the first five, after X, named so, of that place, but Y."""

from collections.abc import Mapping
from typing import Literal

from bot.knowledge.algebra import (
    Among,
    Combined,
    Except,
    Expression,
    Filtered,
    Named,
    Outcome,
    Related,
    belongs,
    evaluate,
)
from bot.knowledge.index import Knowledge
from bot.model import Role, Token
from bot.understand.explain import word_degree
from bot.understand.form import Form
from bot.understand.read import Reading
from bot.understand.slices import (
    Narrowed,
    amount_after,
    beside,
    between,
    free_entities,
    members_of,
    position_of,
    sliced,
)


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
    return sliced(base, reading, knowledge)


Where = Literal["start", "end", "anywhere"]
_FEWEST_OFFERED = 2
_TELLING = 0.3  # weight from which a word can qualify names
_NAME_WORDS: Mapping[str, Where] = {
    "name_start": "start",
    "name_end": "end",
    "name_part": "anywhere",
}


def _among(narrowed: Narrowed, reading: Reading, knowledge: Knowledge) -> Narrowed:
    """其中: only what was listed before."""
    places = reading.operators.get("among", ())
    if not places or reading.among is None:
        return narrowed
    before = evaluate(reading.among, knowledge).keys
    inside = set(before) <= set(evaluate(narrowed.query, knowledge).keys)
    query = reading.among if inside else Among(narrowed.query, reading.among)
    return narrowed.by(query, *places)


def _excepted(narrowed: Narrowed, reading: Reading, knowledge: Knowledge) -> Narrowed:
    """除了甲 / 甲以外: the items without it, or without those that belong to it."""
    excepted = reading.excepted()
    if not excepted:
        return narrowed
    said = (*reading.operators.get("except", ()), *reading.operators.get("outside", ()))
    keys = evaluate(narrowed.query, knowledge).keys
    for i, names in tuple(free_entities(narrowed, reading)):
        if i in excepted:
            inside = frozenset(names) & frozenset(keys)
            query: Expression = (
                Except(narrowed.query, inside)
                if inside
                else Related(narrowed.query, names, keep=False)
            )
            narrowed = narrowed.by(query, i, *said)
    return narrowed


def _offered(narrowed: Narrowed, reading: Reading, knowledge: Knowledge) -> Narrowed:
    """甲、乙、丙里哪一个: of a set that conditions define, only the ones that are named."""
    asked = reading.form is Form.OPEN and reading.asks & {"who", "which"}
    if not (asked and isinstance(narrowed.query, Combined)) or narrowed.query.how == "either":
        return narrowed
    keys = evaluate(narrowed.query, knowledge).keys
    kinds = tuple({knowledge.kind_of(key) for key in keys})
    alike = {i: names for i, names in free_entities(narrowed, reading)
             if any(knowledge.is_kind(name, kinds) for name in names)}  # fmt: skip
    named = tuple(dict.fromkeys(name for names in alike.values() for name in names))
    if len(alike) < _FEWEST_OFFERED or set(named).isdisjoint(keys):
        return narrowed
    return narrowed.by(Named(narrowed.query, named), *alike)


def _related(narrowed: Narrowed, reading: Reading, knowledge: Knowledge) -> Narrowed:
    """微博那边的: the items that belong to a named entity that is none of them."""
    for i, names in free_entities(narrowed, reading):
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
        if i in narrowed.used or outcome is None or not _of_origin(i, reading):
            continue
        if any(key in wholes for key in outcome.keys):
            continue
        kept = [key for key in outcome.keys if belongs(key, wholes, knowledge)]
        if 0 < len(kept) < len(outcome.items):
            return narrowed.by(Related(narrowed.query, tuple(wholes)), i)
    return narrowed


def _of_origin(i: int, reading: Reading) -> bool:
    """来自高校, 企业方面: whether a word says that something comes from the kind."""
    said = reading.operators.get("origin", ())
    return reading.follows(i, "origin") or any(
        place < i and not any(t.weight >= _TELLING for t in reading.tokens[place + 1 : i])
        for place in said
    )


def _fragment(narrowed: Narrowed, reading: Reading, knowledge: Knowledge) -> Narrowed:
    """名字里带某字的, 某某类院校, 名字不带某字的."""
    unlike = _unlike(reading)
    said = (i for places in unlike.values() for i in places)
    narrowed = _like(narrowed.by(narrowed.query, *said), reading, knowledge)
    for fragment in unlike:
        query = Filtered(narrowed.query, fragment, keep=False)
        left = evaluate(query, knowledge).items
        if 0 < len(left) < len(evaluate(narrowed.query, knowledge).items):
            narrowed = narrowed.by(query)
    return narrowed


def _like(narrowed: Narrowed, reading: Reading, knowledge: Knowledge) -> Narrowed:
    """名字里带某字的, 某某类院校, 以某某开头的."""
    said = {name: _naming(name, narrowed, reading) for name in _NAME_WORDS}
    places = [place for found in said.values() for place in found]
    where: Where = next((_NAME_WORDS[name] for name, found in said.items() if found), "anywhere")
    outcome = evaluate(narrowed.query, knowledge)
    fragments = [
        i
        for i, token in enumerate(reading.tokens)
        if i not in narrowed.used
        and i not in places
        and _qualifies(i, token, places, reading)
        and not any(name in outcome.keys for name in token.refs(Role.ENTITY))
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


def _unlike(reading: Reading) -> dict[str, tuple[int, int, int]]:
    """叫甲而不叫乙, 不带乙字的: what the names shall not hold → the tokens that say so."""
    naming = {i for n in (*_NAME_WORDS, "within") for i in reading.operators.get(n, ())}
    denied = (i for i in reading.operators.get("not", ()) if i + 1 in naming)
    named = ((i, _said_after(i + 1, reading)) for i in denied)
    return {reading.tokens[at].phrase: (i, i + 1, at) for i, at in named if at is not None}


def _said_after(i: int, reading: Reading) -> int | None:
    """The next token that is no mark."""
    rest = range(i + 1, len(reading.tokens))
    return next((at for at in rest if not reading.tokens[at].has(Role.MARK)), None)


def _naming(name: str, narrowed: Narrowed, reading: Reading) -> list[int]:
    """The words that speak of names: not 开头 in 某榜开头的三所."""
    return [
        i
        for i in reading.operators.get(name, ())
        if not amount_after(i, reading) or _named_by(i - 1, narrowed, reading)
    ]


def _named_by(i: int, narrowed: Narrowed, reading: Reading) -> bool:
    token = reading.tokens[i] if i >= 0 else None
    return token is not None and i not in narrowed.used and token.weight >= _TELLING


def _ending(
    narrowed: Narrowed, outcome: Outcome, reading: Reading, knowledge: Knowledge
) -> Narrowed:
    """有哪所学院: a word that some names of the kind end in, and that is no word for all of it."""
    kinds = {knowledge.kind_of(item.entity) for item in outcome.items if item.entity}
    endings = {e for kind in kinds for e in knowledge.vocabulary.kinds[kind].suffixes}
    if members_of(narrowed, reading, knowledge):
        return narrowed  # 甲、乙这两所学院
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
    if i in (_said_after(place, reading) for place in places):
        return True  # 名字带“安”
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


_STEPS = (
    _among, _excepted, _offered, _related, _of_kind, _fragment, _meant, position_of, between,
    beside, sliced,
)  # fmt: skip
