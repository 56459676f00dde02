"""Operations on facts: what a relation answers, in every form a question can take."""

from collections.abc import Sequence
from dataclasses import replace

from bot.answer.answer import Answer, answered
from bot.answer.order import beside, picked
from bot.answer.wording import (
    counter_of,
    described,
    inverse_sentence,
    listed,
    name_of,
    names_of,
    sentence,
    sentences,
)
from bot.knowledge.algebra import (
    Beside,
    Combined,
    Expression,
    Holders,
    Of,
    Outcome,
    Picked,
    Related,
    Rest,
    Values,
    evaluate,
)
from bot.knowledge.index import Knowledge
from bot.knowledge.terms import Value
from bot.understand.form import Form
from bot.understand.interpretation import Relation

_MOST_SUBJECTS = 6  # whose facts are told one by one when nothing tells them apart
_LONGEST_PART = 200
_LONG_LIST = 5


def opened(meaning: Relation, knowledge: Knowledge) -> Answer:
    """The values themselves."""
    outcome = evaluate(meaning.query, knowledge)
    if meaning.inverse:
        return _inverse(meaning, outcome, knowledge)
    match meaning.query:
        case Values(subject, attribute):
            text = told(subject, attribute, outcome, knowledge)
            return answered(text, outcome.facts, outcome.items, (subject,))
        case Combined("either", parts) if not meaning.subject and _plain(parts):
            return _each(parts, outcome, knowledge)
        case Combined("either", parts) if all(isinstance(part, Beside | Picked) for part in parts):
            each = [opened(replace(meaning, query=part), knowledge).text for part in parts]
            return answered("\n".join(each), outcome.facts, outcome.items, ())
        case Of(_, attribute):
            owners = dict.fromkeys(fact.subject for fact in outcome.facts)
            each = [sentences(knowledge.facts_about(o, attribute), knowledge) for o in owners]
            return answered("".join(each), outcome.facts, outcome.items, tuple(owners))
        case Picked(base, start, stop):
            return picked(base, start, stop, outcome, knowledge)
        case Beside(base, key, step):
            return beside(base, key, step, outcome, knowledge)
    return _set(meaning, outcome, knowledge)


def told(subject: str, attribute: str, outcome: Outcome, knowledge: Knowledge) -> str:
    """What the facts say of one attribute of one subject, as a sentence."""
    if knowledge.vocabulary.attributes[attribute].gathers:
        return sentence(subject, attribute, gathered(attribute, outcome, knowledge), knowledge)
    return sentences(outcome.facts, knowledge)


def gathered(attribute: str, outcome: Outcome, knowledge: Knowledge) -> Sequence[Value]:
    """The items; of an attribute that gathers facts of others, those of its own kind."""
    spec = knowledge.vocabulary.attributes[attribute]
    if not spec.gathers:
        return outcome.items
    return [item for item in outcome.items if knowledge.is_kind(item.entity, (spec.value,))]


def _plain(parts: Sequence[Expression]) -> bool:
    return all(isinstance(part, Values) for part in parts) and len(parts) <= _MOST_SUBJECTS


def _each(parts: Sequence[Expression], outcome: Outcome, knowledge: Knowledge) -> Answer:
    """Every subject's values, subject by subject; the same sentence only once."""
    each = [
        told(part.subject, part.attribute, evaluate(part, knowledge), knowledge)
        for part in parts
        if isinstance(part, Values)
    ]
    subjects = [part.subject for part in parts if isinstance(part, Values)]
    return answered("\n".join(dict.fromkeys(each)), outcome.facts, outcome.items, subjects)


def _inverse(meaning: Relation, outcome: Outcome, knowledge: Knowledge) -> Answer:
    if isinstance(meaning.query, Holders):
        value = meaning.query.value
        text = inverse_sentence(meaning.attribute, value, outcome.items, knowledge)
        return answered(text, outcome.facts, outcome.items, outcome.keys or (value,))
    if not outcome.items:
        return _set(meaning, outcome, knowledge)
    each = [
        sentences(knowledge.facts_about(item.key, meaning.attribute), knowledge)
        for item in outcome.items
    ]
    return answered("".join(each), outcome.facts, outcome.items, outcome.keys)


def _set(meaning: Relation, outcome: Outcome, knowledge: Knowledge) -> Answer:
    """A list that was put together or narrowed."""
    reply = knowledge.vocabulary.reply
    if not outcome.items and isinstance(meaning.query, Rest):
        text = reply("none_left", set=described(meaning.query.base, knowledge))
        return answered(text, outcome.facts, (), (meaning.subject,) if meaning.subject else ())
    if not outcome.items:
        text = reply("empty_set", kind=_kind_word(meaning, knowledge))
        return answered(text, outcome.facts, (), (meaning.subject,) if meaning.subject else ())
    names = [
        _with_posts(item, meaning, knowledge) or _with_origin(item, meaning, knowledge)
        for item in outcome.items
    ]
    text = reply("set_intro", description=described(meaning.query, knowledge),
                 count=len(names), counter=counter_of(outcome.items, knowledge),
                 items=listed(names))  # fmt: skip
    return answered(text, outcome.facts, outcome.items, ())


def _with_posts(item: Value, meaning: Relation, knowledge: Knowledge) -> str:
    """A person with the post, where the question picked people by where they belong."""
    if not isinstance(meaning.query, Related) or not knowledge.plays(item.entity, "person"):
        return ""
    posts = [
        value.text
        for attribute in knowledge.titled
        for fact in knowledge.facts_about(item.entity, attribute)
        for value in fact.values
    ]
    return f"{name_of(item, knowledge)}（{listed(posts)}）" if posts else ""


def _with_origin(item: Value, meaning: Relation, knowledge: Knowledge) -> str:
    """An item with the lists that it is on, where the question did not name the list."""
    name = name_of(item, knowledge)
    origins = sources(meaning.query)
    if meaning.subject or len(origins) < 2:
        return name
    on = [s for s in origins if item.key in evaluate(Values(s, meaning.attribute), knowledge).keys]
    return f"{name}（{listed(knowledge.short(s) for s in on)}）" if len(on) < len(origins) else name


def sources(expression: Expression) -> list[str]:
    """The subjects whose values an expression is made of."""
    match expression:
        case Values(subject, _):
            return [subject]
        case Combined("either", parts):
            return [source for part in parts for source in sources(part)]
        case Combined() | Holders():
            return []
    base = getattr(expression, "base", None)
    return sources(base) if base is not None else []


def _kind_word(meaning: Relation, knowledge: Knowledge) -> str:
    spec = knowledge.vocabulary.attributes[meaning.attribute]
    return spec.of[0] if meaning.inverse and spec.of else spec.value


def count(meaning: Relation, knowledge: Knowledge) -> Answer:
    """How many there are, and which."""
    outcome = evaluate(meaning.query, knowledge)
    counter = counter_of(outcome.items, knowledge)
    names = names_of(outcome.items, knowledge)
    reply = knowledge.vocabulary.reply
    intro = _intro(meaning, knowledge)
    either = isinstance(meaning.query, Combined) and meaning.query.how == "either"
    if isinstance(meaning.query, Combined) and either and not meaning.inverse:
        intro = _sizes(meaning.query.parts, knowledge) + intro
    if not outcome.items:
        text = reply("empty_set", kind=_kind_word(meaning, knowledge))
    elif len(names) <= _LONGEST_PART:
        name = "named_of" if names_some(meaning, outcome, knowledge) else "count_of"
        text = intro + reply(name, count=len(outcome.items), counter=counter, items=names)
    else:
        text = intro + reply("count_only", count=len(outcome.items), counter=counter)
    return answered(text, outcome.facts, outcome.items,
                     (meaning.subject,) if meaning.subject else ())  # fmt: skip


def names_some(meaning: Relation, outcome: Outcome, knowledge: Knowledge) -> bool:
    """Whether the source names only some of those that there are."""
    attribute = knowledge.vocabulary.attributes[meaning.attribute]
    open_ended = attribute.open or any(fact.open for fact in outcome.facts)
    return open_ended and not meaning.inverse


def _intro(meaning: Relation, knowledge: Knowledge) -> str:
    return "" if meaning.inverse else described(meaning.query, knowledge)


def _sizes(parts: Sequence[Expression], knowledge: Knowledge) -> str:
    """How many each of several lists holds."""
    reply = knowledge.vocabulary.reply
    sizes = [
        reply("size_of", set=described(part, knowledge), count=len(items),
              counter=counter_of(items, knowledge))
        for part in parts
        for items in (evaluate(part, knowledge).items,)
    ]  # fmt: skip
    return "，".join(sizes) + "；"


def longest(meaning: Relation, knowledge: Knowledge) -> Answer:
    """Which of several lists holds the most, or the fewest, and how many each holds."""
    parts = meaning.query.parts if isinstance(meaning.query, Combined) else (meaning.query,)
    counts = [len(evaluate(part, knowledge).items) for part in parts]
    wanted = max(counts) if meaning.form is Form.MORE else min(counts)
    best = [name for part in parts for name in sources(part)
            if len(evaluate(part, knowledge).items) == wanted]  # fmt: skip
    name = "equally_many" if len(set(counts)) == 1 else meaning.form.value
    verdict = knowledge.vocabulary.reply(name, set=listed(map(knowledge.short, best)))
    facts = evaluate(meaning.query, knowledge).facts
    return answered(_sizes(parts, knowledge) + verdict, facts, (), best)


def is_list(outcome: Outcome) -> bool:
    """Whether the values are members of a list rather than the one right answer."""
    return len(outcome.items) > _LONG_LIST or any(fact.order for fact in outcome.facts)
