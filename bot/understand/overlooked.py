"""What of a question an interpretation passes over: where the question says what is wanted, of
what, of whom, and how, and the interpretation answers beside it."""

from collections.abc import Mapping, Sequence

from bot.knowledge.index import Knowledge
from bot.model import Role, Token
from bot.understand.form import Form
from bot.understand.interpretation import Description, Interpretation, Quoted, Relation, Sayings
from bot.understand.read import Reading

_BESIDE_FOCUS = 0.75  # another attribute than the one in the place of what is wanted
_SAID_BESIDE = 0.9  # … in a statement that does not speak of it
_UNSTATED = 0.6  # what was said, where something is asked for that no fact states
_BESIDE_WANTED = 0.85  # another thing than the noun after the question word
_BESIDE_PERSON = 0.75  # … or what is said of whoever is asked for
_BESIDE_COUNTED = 0.5  # … where that is to be counted or measured
_PASSED_OVER = 0.65  # every name in the question, on the question word alone
_OF_THE_WHOLE = 0.6  # what the article says as a whole, where one thing of it is named
_HOLDER_UNTOLD = 0.6  # a sentence, where it is asked who has a post
_UNSAID = 0.75  # a word, where the question word alone tells the attribute: that word may tell it
_WHO = ("who", "name")
_OPERATORS = {"not": 0.45, "except": 0.8, "outside": 0.8, "first": 0.8, "last": 0.8, "after": 0.8,
              "before": 0.8, "only": 0.95, "between": 0.6, "past": 0.45, "compare": 0.85,
              "opinion": 0.4}  # fmt: skip
_JOINERS = {"both": 0.9, "only": 0.9}  # beside several things named at once
_OUTSIDE = 0.6  # 其中, where it is not of what was listed before
_PLAIN, _TELLING = frozenset((Role.CONCEPT, Role.WORD)), 0.3


def overlooked(
    reading: Reading, interpretation: Interpretation, missing: Sequence[int], knowledge: Knowledge
) -> float:
    """The factor on the fit for what is passed over; `missing` are the unexplained tokens."""
    factor = _operators(reading, interpretation, knowledge)
    factor *= _besides_focus(reading, interpretation, knowledge)
    match interpretation.meaning:
        case Relation() as relation:
            return (
                factor
                * _besides_wanted(reading, interpretation.used)
                * _predicate_unsaid(reading, relation, interpretation.used, missing, knowledge)
                * _passed_over(reading, interpretation.used)
                * _of_the_whole(reading, relation, interpretation.used, knowledge)
            )
        case Quoted() | Sayings():
            return factor * _holder_untold(reading, knowledge)
    return factor


def _besides_focus(reading: Reading, interpretation: Interpretation, knowledge: Knowledge) -> float:
    """The cost of answering something else than what stands where the wanted thing is named."""
    if reading.focus is None or reading.focus in interpretation.used:
        return 1.0
    token = reading.tokens[reading.focus]
    if not any(attribute in knowledge.by_attribute for attribute in token.refs(Role.ATTRIBUTE)):
        told = token.phrase in interpretation.support.text
        return 1.0 if told or not isinstance(interpretation.meaning, Sayings) else _UNSTATED
    match interpretation.meaning:
        case Relation() | Description():
            return _BESIDE_FOCUS
        case Sayings() if token.phrase not in interpretation.support.text:
            return _SAID_BESIDE
    return 1.0


def _besides_wanted(reading: Reading, used: frozenset[int]) -> float:
    """The cost of a relation that gives something else than the noun that is asked for."""
    if reading.wanted is None:
        return 1.0
    token = reading.tokens[reading.wanted]
    named = token.has_any((Role.KIND, Role.ENTITY, Role.ATTRIBUTE, Role.SHELL))
    if named or reading.wanted in used:
        return 1.0
    counting = "how_many" in reading.asks and token.score == 1.0
    if "who" in reading.asks:
        return _BESIDE_PERSON
    return _BESIDE_COUNTED if counting else _BESIDE_WANTED


def _holder_untold(reading: Reading, knowledge: Knowledge) -> float:
    """甲单位的校长是谁: who has a post or a part is told by facts; that a sentence speaks of both
    the one and the other tells nothing."""
    if reading.asks.isdisjoint(_WHO):
        return 1.0
    asking = (i for i, t in enumerate(reading.tokens) if any(t.has(Role.ASK, a) for a in _WHO))
    parts = (at for i in asking if (at := reading.noun_before(i)) is not None)
    held = (at for at in parts if _is_part(reading.tokens[at], knowledge))
    owners = (owner for at in held if (owner := reading.noun_before(at)) is not None)
    owned = any(reading.tokens[owner].has(Role.ENTITY) for owner in owners)
    return _HOLDER_UNTOLD if owned else 1.0


def _is_part(token: Token, knowledge: Knowledge) -> bool:
    """Whether a word names what somebody is: a post, or an attribute whose values are people."""
    attributes = knowledge.vocabulary.attributes
    values = (attributes[ref].value for ref in token.refs(Role.ATTRIBUTE))
    return token.has(Role.TITLE) or any(knowledge.vocabulary.plays(v, "person") for v in values)


def _predicate_unsaid(
    reading: Reading,
    relation: Relation,
    used: frozenset[int],
    missing: Sequence[int],
    knowledge: Knowledge,
) -> float:
    """平台何时关闭: no word of the question tells the attribute, and one is left unexplained."""
    if reading.asserts or not reading.specific:
        return 1.0
    if knowledge.vocabulary.attributes[relation.attribute].posts:
        return 1.0  # who somebody is explains more than it says
    words = (Role.ATTRIBUTE, Role.VERB)
    said = any(reading.tokens[i].has(role, relation.attribute) for role in words for i in used)
    left = any(
        reading.weights[i] >= _TELLING and reading.tokens[i].senses.roles <= _PLAIN for i in missing
    )
    return _UNSAID if left and not said else 1.0


def _passed_over(reading: Reading, used: frozenset[int]) -> float:
    """The cost of using no name that the question names, where no word names the attribute."""
    names = reading.tokens_with(Role.ENTITY)
    if not names or not used.isdisjoint(names):
        return 1.0
    worded = any(reading.tokens[i].has_any((Role.ATTRIBUTE, Role.VERB)) for i in used)
    return 1.0 if worded else _PASSED_OVER


def _of_the_whole(
    reading: Reading, relation: Relation, used: frozenset[int], knowledge: Knowledge
) -> float:
    """The cost of telling of the article, which speaks of everything, where something is named."""
    if relation.subject != knowledge.article:
        return 1.0
    roles = (Role.ENTITY, Role.TITLE, Role.GROUP)
    named = {i for role in roles for i in reading.tokens_with(role)} - used
    whole = (knowledge.article, knowledge.main)
    beside = (i for i in named if not any(n in whole for n in reading.tokens[i].refs(Role.ENTITY)))
    return _OF_THE_WHOLE if next(beside, None) is not None else 1.0


def _borne_out(
    name: str, i: int, reading: Reading, interpretation: Interpretation, knowledge: Knowledge
) -> bool:
    """Whether what is told says the word too, or a former post where the past is asked for."""
    text = interpretation.support.text
    former = knowledge.vocabulary.operators["former_post"] if name == "past" else ()
    return reading.tokens[i].phrase in text or any(word in text for word in former)


def _operators(reading: Reading, interpretation: Interpretation, knowledge: Knowledge) -> float:
    """The cost of words for negation, order and comparison that the interpretation ignores."""
    factor = 1.0
    quoting = isinstance(interpretation.meaning, Quoted | Sayings) and reading.form is Form.VERIFY
    for name, cost in _costs(reading).items():
        for i in reading.operators[name]:
            if i in interpretation.used or _borne_out(name, i, reading, interpretation, knowledge):
                continue
            if name != "not" or (reading.denies(i) and not quoting):
                factor *= cost
                break
    return factor


def _costs(reading: Reading) -> Mapping[str, float]:
    """The operators said that must not be ignored → the factor where they are."""
    if not reading.operators:
        return {}
    costs = _OPERATORS | (_JOINERS if reading.tokens_with(Role.GROUP) else {})
    costs |= {"among": _OUTSIDE} if reading.among is not None else {}
    return {name: cost for name, cost in costs.items() if name in reading.operators}
