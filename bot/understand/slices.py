"""Picking from a list by place: the third, the first five, between two, all after one."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.knowledge.algebra import Beside, Combined, Expression, Picked, evaluate
from bot.knowledge.index import Knowledge
from bot.model import Role
from bot.understand.form import Form
from bot.understand.read import Reading

_COUNTING = {  # words before a number → whether they count from the start
    "head": True, "first": True, "name_start": True, "tail": False, "last": False,
    "name_end": False,
}  # fmt: skip
_ORDER = ("before", "after", "head", "first", "last")


@dataclass(frozen=True, slots=True)
class Narrowed:
    """An expression, the tokens that shaped it so far, and the items whose position is asked."""

    query: Expression
    used: frozenset[int]
    items: tuple[str, ...] = ()

    def by(self, query: Expression, *used: int) -> "Narrowed":
        """Narrowed further."""
        return replace(self, query=query, used=self.used | frozenset(used))


def free_entities(narrowed: Narrowed, reading: Reading) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The names that nothing accounts for yet: token, entities."""
    for i in reading.tokens_with(Role.ENTITY):
        if i not in narrowed.used:
            yield i, reading.tokens[i].refs(Role.ENTITY)


def members_of(narrowed: Narrowed, reading: Reading, knowledge: Knowledge) -> dict[str, int]:
    """The items that the question names, in its order → their tokens."""
    keys = frozenset(evaluate(narrowed.query, knowledge).keys)
    free = tuple(free_entities(narrowed, reading))
    return {name: i for i, names in free for name in names if name in keys}


def parts_of(query: Expression) -> tuple[Expression, ...]:
    """The lists that are meant together, each for itself."""
    return query.parts if isinstance(query, Combined) and query.how == "either" else (query,)


def in_own_list(narrowed: Narrowed, reading: Reading, knowledge: Knowledge) -> Narrowed:
    """甲后面的: of several lists only those that hold what is named; they have no common order."""
    members = members_of(narrowed, reading, knowledge)
    parts = parts_of(narrowed.query)
    own = tuple(p for p in parts if members.keys() <= set(evaluate(p, knowledge).keys))
    if not members or not own or len(own) == len(parts):
        return narrowed
    return narrowed.by(own[0] if len(own) == 1 else Combined("either", own))


def position_of(narrowed: Narrowed, reading: Reading, knowledge: Knowledge) -> Narrowed:
    """甲排第几, 甲和乙谁靠前: the items whose positions are asked."""
    members = members_of(narrowed, reading, knowledge)
    order = tuple(i for name in _ORDER for i in reading.operators.get(name, ()))
    ranked = len(members) > 1 and bool(order) and bool(reading.asks & {"who", "which"})
    if not members or not (reading.form is Form.POSITION or ranked):
        return narrowed
    number = (i for i in reading.tokens_with(Role.NUMBER)
              if float(reading.tokens[i].refs(Role.NUMBER)[0]) == len(members))  # fmt: skip
    used = narrowed.by(narrowed.query, *members.values(), *order, *number)
    return replace(used, items=tuple(members))


def between(narrowed: Narrowed, reading: Reading, knowledge: Knowledge) -> Narrowed:
    """夹在甲和乙中间的: the items between two others."""
    places = reading.operators.get("between", ())
    narrowed = in_own_list(narrowed, reading, knowledge) if places else narrowed
    members = members_of(narrowed, reading, knowledge) if places else {}
    if len(members) != 2:
        return narrowed
    outcome = evaluate(narrowed.query, knowledge)
    first, last = sorted(outcome.keys.index(name) for name in members)
    return narrowed.by(Picked(narrowed.query, first + 1, last), *members.values(), *places)


def beside(narrowed: Narrowed, reading: Reading, knowledge: Knowledge) -> Narrowed:
    """紧跟在甲后面的, 甲前面一个."""
    for names, step in ((("before", "head"), -1), (("after", "tail"), 1)):
        places = [i for name in names for i in reading.operators.get(name, ())
                  if not amount_after(i, reading)]  # fmt: skip
        narrowed = in_own_list(narrowed, reading, knowledge) if places else narrowed
        keys = evaluate(narrowed.query, knowledge).keys if places else ()
        for i, entities in free_entities(narrowed, reading):
            inside = [name for name in entities if name in keys]
            if places and inside:
                each = tuple(_all_beside(part, inside[0], step, reading, knowledge)
                             for part in parts_of(narrowed.query))  # fmt: skip
                query = each[0] if len(each) == 1 else Combined("either", each)
                said = (j for name in ("before", "after", "head", "tail")
                        for j in reading.operators.get(name, ()))  # fmt: skip
                return narrowed.by(query, i, *places, *said)
    return narrowed


def _all_beside(
    base: Expression, key: str, step: int, reading: Reading, knowledge: Knowledge
) -> Expression:
    """The next one, or all that follow (go before) where several are asked for."""
    if reading.form is not Form.COUNT and "several" not in reading.operators:
        return Beside(base, key, step)
    at = evaluate(base, knowledge).keys.index(key)
    bounds = (at + 1, None) if step > 0 else (0, at)
    return Picked(base, *bounds)


def sliced(narrowed: Narrowed, reading: Reading, knowledge: Knowledge) -> Narrowed:
    """第三个, 第六到第八, 榜首, 最后一个, 前五名, 后三个."""
    if len(evaluate(narrowed.query, knowledge).items) < 2:
        return narrowed
    for way in (_by_range, _by_ordinal, _by_end, _by_count):
        found = way(narrowed, reading)
        if found is not None:
            return replace(found, query=_of_each(found.query))
    return narrowed


def _of_each(query: Expression) -> Expression:
    """两个榜的第一名: the slice of each of several lists; they have no common order."""
    if not isinstance(query, Picked) or not isinstance(query.base, Combined):
        return query
    parts = parts_of(query.base)
    if len(parts) == 1:
        return query
    return Combined("either", tuple(replace(query, base=part) for part in parts))


def _ordinals(narrowed: Narrowed, reading: Reading) -> list[tuple[int, int]]:
    """The ordinals of items that are free: token, place (from the end: negative)."""
    return [
        (i, int(reading.tokens[i].refs(Role.ORDINAL)[0]))
        for i in reading.tokens_with(Role.ORDINAL)
        if i not in narrowed.used and not reading.follows(i, "rounds")
    ]


def _by_range(narrowed: Narrowed, reading: Reading) -> Narrowed | None:
    free = _ordinals(narrowed, reading)
    if len(free) != 2:
        return None
    (first, start), (last, stop) = free
    joined = any(t.has(Role.OPERATOR, "to") for t in reading.tokens[first:last])
    if not (joined and 0 < start <= stop):
        return None
    return narrowed.by(Picked(narrowed.query, start - 1, stop), first, last)


def _by_ordinal(narrowed: Narrowed, reading: Reading) -> Narrowed | None:
    for i, place in _ordinals(narrowed, reading)[:1]:
        start = place - 1 if place > 0 else place
        return narrowed.by(Picked(narrowed.query, start, start + 1 or None), i)
    return None


def _by_end(narrowed: Narrowed, reading: Reading) -> Narrowed | None:
    for name, bounds in (("first", (0, 1)), ("last", (-1, None))):
        places = [i for i in reading.operators.get(name, ()) if i not in narrowed.used]
        if places and not amount_after(places[-1], reading):
            return narrowed.by(Picked(narrowed.query, *bounds), *places)
    return None


def _by_count(narrowed: Narrowed, reading: Reading) -> Narrowed | None:
    for name, start in _COUNTING.items():
        for i in reading.operators.get(name, ()):
            count = amount_after(i, reading)
            if count and i not in narrowed.used:
                slice_ = (0, count) if start else (-count, None)
                return narrowed.by(Picked(narrowed.query, *slice_), i, _number_after(i, reading))
    return None


def amount_after(i: int, reading: Reading) -> int:
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
