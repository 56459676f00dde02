"""What was claimed, judged: yes, no and what is so instead, or which of the ones named."""

from collections.abc import Sequence
from dataclasses import replace

from bot.answer.answer import Answer, answered
from bot.answer.facts import (
    count,
    gathered,
    is_list,
    names_some,
    opened,
    sources,
    told,
)
from bot.answer.order import position
from bot.answer.wording import described, inverse_sentence, listed, names_of, sentences
from bot.knowledge.algebra import Combined, Described, Holders, Outcome, Picked, Values, evaluate
from bot.knowledge.index import Knowledge
from bot.knowledge.terms import Fact, Value
from bot.model import Status
from bot.understand.claims import COUNTED
from bot.understand.interpretation import Claim, Relation


def verdict(meaning: Relation, knowledge: Knowledge) -> Answer:
    """Whether the claims hold; if not, what holds."""
    outcome = evaluate(meaning.query, knowledge)
    wrong = [claim for claim in meaning.claims if claim.true is meaning.denied]
    members = [claim for claim in meaning.claims if not claim.true and not _counting(claim)]
    listing = not isinstance(meaning.query, Picked) and not meaning.items
    some = names_some(meaning, outcome, knowledge)
    if members and listing and some:
        return _unnamed(members, meaning, outcome, knowledge)
    word = knowledge.vocabulary.reply("no" if wrong else "yes", fact="")
    if not wrong and isinstance(meaning.query, Combined) and meaning.query.how == "both":
        word = knowledge.vocabulary.reply("yes_all")
    empty = meaning.inverse and not outcome.items  # the answer says so itself
    beyond = some and any(_at_least(claim, len(outcome.items)) for claim in meaning.claims)
    word = "" if empty or beyond or (_on_some(meaning, knowledge) and not wrong) else word
    others: tuple[Fact, ...] = ()
    if members and listing and is_list(outcome):
        text = ("" if not meaning.denied else word) + _not_on(members, meaning, knowledge)
    else:
        text = word + _what_holds(meaning, outcome, knowledge)
        if wrong and not meaning.denied:
            others = _rightful(meaning, knowledge)
            text += (
                sentences(others, knowledge) if others else _other_part(members, meaning, knowledge)
            )
    subjects = (meaning.subject,) if meaning.subject else tuple(c.key for c in meaning.claims[:1])
    items = outcome.items if not wrong or len(outcome.items) == 1 else ()
    facts = (*outcome.facts, *others)
    return answered(text, facts, items, subjects)


def _unnamed(
    members: Sequence[Claim], meaning: Relation, outcome: Outcome, knowledge: Knowledge
) -> Answer:
    """Who is not named may be there all the same, where the source names only some."""
    named = gathered(meaning.attribute, outcome, knowledge)
    text = knowledge.vocabulary.reply(
        "unnamed", set=described(meaning.query, knowledge),
        items=names_of(named, knowledge), claim=_names(members, knowledge),
    )  # fmt: skip
    answer = answered(text, outcome.facts, (), (meaning.subject,) if meaning.subject else ())
    borne = any(claim.true and claim.key in outcome.keys for claim in meaning.claims)
    return answer if borne else replace(answer, status=Status.REFUSED)


def _on_some(meaning: Relation, knowledge: Knowledge) -> bool:
    """Whether something is on one of the lists that are spoken of and not on another.

    两个榜上有甲吗 may ask for either, so that the answer says where, without a yes.
    """
    if meaning.items or not isinstance(meaning.query, Combined) or meaning.query.how != "either":
        return False
    lists = [evaluate(part, knowledge) for part in meaning.query.parts]
    keys = [claim.key for claim in meaning.claims if claim.true]
    return all(map(is_list, lists)) and not all(key in one.keys for key in keys for one in lists)


def _counting(claim: Claim) -> bool:
    return claim.key.startswith(COUNTED)


def _at_least(claim: Claim, known: int) -> bool:
    """Whether a claim says that there are as many as are known, or more."""
    return _counting(claim) and float(claim.key.removeprefix(COUNTED)) >= known


def choice(meaning: Relation, knowledge: Knowledge) -> Answer:
    """Which of the ones named it is."""
    true = tuple(claim for claim in meaning.claims if claim.true)
    if not true:
        return verdict(meaning, knowledge)
    outcome = evaluate(meaning.query, knowledge)
    if meaning.denied:
        each = (knowledge.short(subject) for subject in sources(meaning.query))
        lists = knowledge.vocabulary.replies["and"].join(each)
        text = knowledge.vocabulary.reply("outside", set=lists, items=_names(true, knowledge))
    elif is_list(outcome):
        text = "".join(_where(claim, meaning, knowledge) for claim in true)
    else:
        text = _what_holds(meaning, outcome, knowledge)
    return answered(text, outcome.facts, (), tuple(claim.key for claim in true))


def _where(claim: Claim, meaning: Relation, knowledge: Knowledge) -> str:
    """On which of the lists one of the named things is."""
    subjects = sources(meaning.query)
    lists = [
        holder
        for holder in evaluate(Holders(meaning.attribute, claim.key), knowledge).items
        if holder.key in subjects
    ]
    if not lists or not knowledge.vocabulary.attributes[meaning.attribute].inverse:
        return _in_set((claim,), meaning, knowledge)
    return inverse_sentence(meaning.attribute, claim.key, lists, knowledge)


def _what_holds(meaning: Relation, outcome: Outcome, knowledge: Knowledge) -> str:
    """What the facts do say."""
    if meaning.items:
        return position(meaning, knowledge).text
    if isinstance(meaning.query, Picked):
        return opened(meaning, knowledge).text
    if meaning.inverse and isinstance(meaning.query, Holders):
        value = meaning.query.value
        return inverse_sentence(meaning.attribute, value, outcome.items, knowledge)
    true = [claim for claim in meaning.claims if claim.true]
    if any(map(_counting, meaning.claims)):
        return count(meaning, knowledge).text
    if knowledge.vocabulary.attributes[meaning.attribute].posts:
        return opened(meaning, knowledge).text
    if true and (is_list(outcome) or len(outcome.items) > len(true) + 1):
        return _holding(true, meaning, knowledge)
    if isinstance(meaning.query, Values) and not is_list(outcome):
        return told(meaning.query.subject, meaning.query.attribute, outcome, knowledge)
    return count(meaning, knowledge).text if is_list(outcome) else opened(meaning, knowledge).text


def _rightful(meaning: Relation, knowledge: Knowledge) -> tuple[Fact, ...]:
    """Who does have the post that somebody was said to have, where the facts name one person."""
    spec = knowledge.vocabulary.attributes[meaning.attribute]
    keys = {claim.key for claim in meaning.claims}
    owners = frozenset(key for key in keys if knowledge.plays(key, "organisation"))
    titles = frozenset(keys - owners)
    if not (spec.posts and titles):
        return ()
    query = Described(meaning.attribute, titles, owners)
    found = evaluate(query, knowledge)
    told = set(sources(meaning.query))
    if len(found.items) != 1 or found.keys[0] in told:
        return ()
    return knowledge.facts_about(found.keys[0], meaning.attribute)


def _other_part(members: Sequence[Claim], meaning: Relation, knowledge: Knowledge) -> str:
    """What else at the same event somebody did who was said to have another part in it."""
    if not meaning.subject or not knowledge.plays(meaning.subject, "event"):
        return ""
    event = Value(meaning.subject, meaning.subject, knowledge.identity[meaning.subject])
    attributes = knowledge.vocabulary.attributes
    return "".join(
        inverse_sentence(fact.attribute, claim.key, (event,), knowledge)
        for claim in members
        for fact in knowledge.by_value.get(claim.key, ())
        if fact.subject == meaning.subject
        and fact.attribute != meaning.attribute
        and knowledge.vocabulary.plays(attributes[fact.attribute].value, "person")
        and attributes[fact.attribute].inverse
    )


def _not_on(members: Sequence[Claim], meaning: Relation, knowledge: Knowledge) -> str:
    """Not on the list: say so, and on which list it is."""
    subjects = sources(meaning.query)
    lists = knowledge.vocabulary.replies["and"].join(knowledge.short(s) for s in subjects)
    lists = lists or described(meaning.query, knowledge)
    name = "lacks" if meaning.denied else "not_in"  # 是的 has said it already
    parts = [knowledge.vocabulary.reply(name, set=lists, claim=_names(members, knowledge))]
    for claim in members:
        found = evaluate(Holders(meaning.attribute, claim.key), knowledge)
        if found.items:
            parts.append(inverse_sentence(meaning.attribute, claim.key, found.items, knowledge))
    true = [claim for claim in meaning.claims if claim.true]
    if true:
        parts.append(_holding(true, meaning, knowledge))
    return "".join(parts)


def _holding(claims: Sequence[Claim], meaning: Relation, knowledge: Knowledge) -> str:
    """What is on the list, as a sentence about it."""
    spec = knowledge.vocabulary.attributes[meaning.attribute]
    match meaning.query:
        case Combined("either") if spec.inverse:
            return "".join(_where(claim, meaning, knowledge) for claim in claims)
        case Combined("both", parts):
            subjects = [source for part in parts for source in sources(part)]
        case _:
            subjects = sources(meaning.query)
    together = isinstance(meaning.query, Combined)
    if not spec.inverse or not subjects or (len(subjects) > 1 and not together):
        return _in_set(claims, meaning, knowledge)
    holders = [Value(name, name, knowledge.identity[name]) for name in subjects]
    return inverse_sentence(meaning.attribute, _names(claims, knowledge), holders, knowledge)


def _in_set(claims: Sequence[Claim], meaning: Relation, knowledge: Knowledge) -> str:
    lists = described(meaning.query, knowledge)
    return knowledge.vocabulary.reply("in_set", set=lists, items=_names(claims, knowledge))


def _names(claims: Sequence[Claim], knowledge: Knowledge) -> str:
    return listed(dict.fromkeys(knowledge.short(claim.key) for claim in claims))
