"""Places in an ordered list: the third, the last two, the one after another, which place it is."""

from bot.answer.answer import Answer, answered
from bot.answer.wording import described, names_of, ordinal
from bot.knowledge.algebra import Combined, Expression, Outcome, evaluate
from bot.knowledge.index import Knowledge
from bot.model import Status
from bot.understand.interpretation import Relation


def picked(
    base: Expression, start: int | None, stop: int | None, outcome: Outcome, knowledge: Knowledge
) -> Answer:
    """A slice of a list (`start` and `stop` as Python counts): the third, the last two."""
    reply = knowledge.vocabulary.reply
    whole = described(base, knowledge)
    names = names_of(outcome.items, knowledge)
    if not outcome.items:
        count = len(evaluate(base, knowledge).items)
        return Answer(Status.REFUSED, reply("refused_order", count=count))
    begin = start or 0
    if len(outcome.items) > 1 or (stop is None and begin < -1):
        name = "head" if begin >= 0 else "tail"
        text = reply(name, set=whole, count=len(outcome.items), items=names)
    elif begin == -1:
        text = reply("last", set=whole, item=names)
    else:
        size = len(evaluate(base, knowledge).items)
        place = begin + 1 if begin >= 0 else size + begin + 1
        text = reply("nth", set=whole, position=ordinal(place), item=names)
    return answered(text + _order(outcome, knowledge), outcome.facts, outcome.items, outcome.keys)


def beside(base: Expression, key: str, step: int, outcome: Outcome, knowledge: Knowledge) -> Answer:
    """What stands right after (`step` > 0) or before something in a list."""
    name = ("after" if step > 0 else "before") + ("" if outcome.items else "_none")
    text = knowledge.vocabulary.reply(
        name, set=described(base, knowledge), item=knowledge.short(key),
        other=names_of(outcome.items, knowledge),
    )  # fmt: skip
    note = _order(outcome, knowledge) if outcome.items else ""
    return answered(text + note, outcome.facts, outcome.items, outcome.keys or (key,))


def position(meaning: Relation, knowledge: Knowledge) -> Answer:
    """The places of items in a list, or in each of several lists."""
    whole = meaning.query
    bases = whole.parts if isinstance(whole, Combined) else (whole,)
    outcomes = [(base, evaluate(base, knowledge)) for base in bases]
    lines = [
        line
        for base, outcome in outcomes
        for item in meaning.items
        if (line := _place(item, base, outcome, knowledge, alone=len(bases) == 1))
    ]
    facts = tuple(dict.fromkeys(fact for _, outcome in outcomes for fact in outcome.facts))
    note = _order(Outcome((), facts), knowledge)
    return answered("".join(lines) + note, facts, (), meaning.items)


def _place(
    item: str, base: Expression, outcome: Outcome, knowledge: Knowledge, *, alone: bool
) -> str:
    place = outcome.position(item)
    slots = {"item": knowledge.short(item), "set": described(base, knowledge)}
    if place is not None:
        return knowledge.vocabulary.reply("position", position=ordinal(place), **slots)
    return knowledge.vocabulary.reply("position_none", **slots) if alone else ""


def _order(outcome: Outcome, knowledge: Knowledge) -> str:
    notes = dict.fromkeys(fact.order for fact in outcome.facts if fact.order)
    return "".join(knowledge.vocabulary.reply("order_note", order=note) for note in notes)
