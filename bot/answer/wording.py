"""Facts and sets in words: sentences from the vocabulary's templates."""

from collections.abc import Iterable, Sequence

from bot.knowledge.algebra import (
    Among,
    Beside,
    Combined,
    Described,
    Except,
    Expression,
    Filtered,
    Holders,
    Named,
    Of,
    Picked,
    Related,
    Rest,
    Values,
    evaluate,
)
from bot.knowledge.index import Knowledge
from bot.knowledge.terms import Fact, Value

_MOST_NAMED = 3  # entities that a description of a set names
_PARTS = {Among: "among", Rest: "rest"}  # what a description calls a part of a set
_NUMERALS = "零一二三四五六七八九十"


def listed(items: Iterable[str]) -> str:
    """甲、乙、丙."""
    return "、".join(items)


def name_of(value: Value, knowledge: Knowledge) -> str:
    """What an answer calls a value: entities by their short name, texts as they are."""
    return knowledge.short(value.entity) if value.entity else value.text


def names_of(values: Iterable[Value], knowledge: Knowledge) -> str:
    """The names of several values."""
    return listed(name_of(value, knowledge) for value in values)


def sentences(facts: Sequence[Fact], knowledge: Knowledge) -> str:
    """What facts of one attribute of one subject say, as a sentence."""
    told = [fact.answer for fact in facts if fact.answer]
    rest = [fact for fact in facts if not fact.answer]
    if rest:
        values = [value for fact in rest for value in fact.values]
        told.append(sentence(rest[0].subject, rest[0].attribute, values, knowledge))
    notes = dict.fromkeys(fact.order for fact in rest if fact.order)
    told += [knowledge.vocabulary.reply("order_note", order=note) for note in notes]
    return "".join(dict.fromkeys(told))


def sentence(subject: str, attribute: str, values: Sequence[Value], knowledge: Knowledge) -> str:
    """The template of an attribute, filled."""
    vocabulary = knowledge.vocabulary
    spec = vocabulary.attributes[attribute]
    return _finished(
        (spec.sentence or vocabulary.replies["fact"])
        .replace("{subject}", knowledge.short(subject))
        .replace("{attribute}", attribute)
        .replace("{values}", _values(values, knowledge))
        .replace("{count}", str(len(values)))
        .replace("{counter}", counter_of(values, knowledge))
        .replace("{kind}", kind_of(values, knowledge))
        .replace("{speaker}", _speaker(subject, knowledge))
        .replace("{jointly}", vocabulary.replies["jointly"] if len(values) > 1 else "")
    )


def inverse_sentence(
    attribute: str, value: str, subjects: Sequence[Value], knowledge: Knowledge
) -> str:
    """The template of an attribute read from its value, filled."""
    spec = knowledge.vocabulary.attributes[attribute]
    template = spec.inverse or knowledge.vocabulary.replies["inverse_fact"]
    return _finished(
        template.replace("{value}", knowledge.short(value))
        .replace("{subjects}", names_of(subjects, knowledge))
        .replace("{attribute}", attribute)
    )


def _values(values: Sequence[Value], knowledge: Knowledge) -> str:
    names = [name_of(value, knowledge) for value in values]
    if len(names) == 2 and all(value.entity for value in values):
        return knowledge.vocabulary.replies["and"].join(names)
    return listed(name.rstrip("。") for name in names)


def _speaker(subject: str, knowledge: Knowledge) -> str:
    """Who speaks in a talk: the person among the values of its facts."""
    people = (
        value.entity
        for fact in knowledge.by_subject.get(subject, ())
        for value in fact.values
        if knowledge.plays(value.entity, "person")
    )
    return next(people, knowledge.short(subject))


def _finished(text: str) -> str:
    """One full stop at the end."""
    return text.rstrip("。") + "。"


def described(expression: Expression, knowledge: Knowledge) -> str:
    """A set in words: 甲榜, 两个榜都有的."""
    reply = knowledge.vocabulary.reply
    match expression:
        case Values(subject, attribute):
            return _values_of(subject, attribute, knowledge)
        case Combined():
            return _combined(expression, knowledge)
        case Holders() | Described():
            return ""
        case Filtered() | Related() | Except() | Named():
            return _narrowed(expression, knowledge)
        case Among(base) | Rest(base):
            return reply(_PARTS[type(expression)], set=described(base, knowledge))
        case Picked():
            return _slice(expression, knowledge)
        case Beside(base) | Of(base):
            return described(base, knowledge)


def _combined(combined: Combined, knowledge: Knowledge) -> str:
    """What several sets share, hold together or hold apart."""
    reply, parts = knowledge.vocabulary.reply, combined.parts
    if combined.how in ("both", "either", "one"):
        return reply(combined.how, sets=_sets(parts, knowledge))
    rest = listed(described(part, knowledge) for part in parts[1:])
    return reply("without", left=described(parts[0], knowledge), right=rest)


def _slice(picked: Picked, knowledge: Knowledge) -> str:
    """甲榜第七至第十位的."""
    whole = described(picked.base, knowledge)
    size = len(evaluate(picked.base, knowledge).items)
    places = range(1, size + 1)[picked.start : picked.stop]
    if not places:
        return whole
    name = "places" if len(places) > 1 else "one_place"
    return knowledge.vocabulary.reply(
        name, set=whole, first=ordinal(places[0]), last=ordinal(places[-1])
    )


def _narrowed(expression: Filtered | Related | Except | Named, knowledge: Knowledge) -> str:
    """What was picked from a set, and by what."""
    reply = knowledge.vocabulary.reply
    whole = described(expression.base, knowledge)
    match expression:
        case Filtered(_, fragment, where, keep):
            name = f"named_{where}" if keep else "named_not"
            return reply(name, set=whole, fragment=fragment)
        case Related(_, entities, keep):
            names = listed(knowledge.short(entity) for entity in entities)
            if len(entities) > _MOST_NAMED:
                names = knowledge.kind_of(entities[0])
            return reply("related" if keep else "unrelated", set=whole, entities=names)
        case Named(_, keys):
            names = listed(knowledge.short(key) for key in keys)
            return reply("named", set=whole, items=names)
        case Except(_, keys):
            names = listed(knowledge.short(key) for key in sorted(keys))
            return reply("except", set=whole, items=names) if len(keys) <= _MOST_NAMED else whole


def _values_of(subject: str, attribute: str, knowledge: Knowledge) -> str:
    """甲榜 for what a list is for; 某活动的主持人 for any other attribute."""
    if attribute == knowledge.default_of(subject):
        return knowledge.short(subject)
    return knowledge.vocabulary.reply(
        "values_of", subject=knowledge.short(subject), attribute=attribute
    )


def _sets(parts: Sequence[Expression], knowledge: Knowledge) -> str:
    """甲榜和乙榜; for many things only what is told of them: 提出者."""
    attributes = {part.attribute for part in parts if isinstance(part, Values)}
    if len(parts) > _MOST_NAMED and len(attributes) == 1:
        return attributes.pop()
    return knowledge.vocabulary.replies["and"].join(described(p, knowledge) for p in parts)


def counter_of(values: Sequence[Value], knowledge: Knowledge) -> str:
    """The counter for some values: 所 for schools, 位 for people, 个 for mixed ones."""
    kinds = {knowledge.kind_of(value.entity) for value in values}
    if len(kinds) == 1:
        kind = knowledge.vocabulary.kinds.get(next(iter(kinds)))
        if kind is not None and kind.counters:
            return kind.counters[0]
    return knowledge.vocabulary.replies["counter"]


def kind_of(values: Sequence[Value], knowledge: Knowledge) -> str:
    """The kind that all values are of; empty for mixed ones and for texts."""
    kinds = {knowledge.kind_of(value.entity) for value in values}
    return next(iter(kinds)) if len(kinds) == 1 else ""


def ordinal(position: int) -> str:
    """A position in words, as Chinese prefers for small ones."""
    return _NUMERALS[position] if 0 < position <= 10 else str(position)
