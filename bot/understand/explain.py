"""How much of a question an interpretation accounts for.

Every token that carries meaning must be used by the interpretation or found, itself or a synonym,
in what supports it. A word that nothing explains speaks against answering in proportion to its
weight; a date or number that contradicts speaks louder.
"""

from dataclasses import replace

from bot.knowledge.index import Knowledge
from bot.knowledge.terms import Support
from bot.model import Role, Token
from bot.text.numbers import bears_out
from bot.understand.antecedent import BORROWED
from bot.understand.form import Form
from bot.understand.interpretation import (
    Absent,
    Cited,
    Description,
    Interpretation,
    Quoted,
    Relation,
    Sayings,
    Several,
)
from bot.understand.premise import Premise
from bot.understand.read import Reading

_BY_SUPPORT = 0.9  # a name that plays no part in the meaning but stands in what supports it
_BY_SUPPORT_IN_CLAIM = 0.6  # a name that only stands nearby bears out no claim
_LEAST_CONTENT = 0.5  # weight below which a question says too little to be sure of anything
# Factors on the fit for what an interpretation leaves unexplained or ignores.
_CONTRADICTED = 0.5  # a date or number that does not agree
_OTHER_NAME = 0.6  # a name of something else
_FOREIGN_NAME = 0.5  # a name that the knowledge does not hold
_OTHER_UNKNOWN = 0.5  # the name of an attribute that the source does not state
_OTHER_ATTRIBUTE = 0.8  # the name of another attribute
_BESIDE_FOCUS = 0.75  # another attribute than the one in the place of what is wanted
_SAID_BESIDE = 0.9  # … in a statement that does not speak of it
_BESIDE_WANTED = 0.85  # another thing than the noun after the question word
_BESIDE_COUNTED = 0.5  # … where that is to be counted or measured
_BESIDE_NAME = 0.8  # a noun right beside a name
_OTHER_SUBJECT, _NAMING = 0.75, 0.7  # a noun that may name another subject, where none is named
_PASSED_OVER = 0.65  # every name in the question, on the question word alone
_OF_THE_WHOLE = 0.6  # what the article says as a whole, where one thing of it is named
_UNBORNE = 0.75  # a word in what is to be confirmed
_OPERATORS = {"not": 0.45, "except": 0.8, "outside": 0.8, "first": 0.8, "last": 0.8, "after": 0.8,
              "before": 0.8, "between": 0.6, "past": 0.6, "compare": 0.85, "opinion": 0.4,
              }  # fmt: skip
_JOINERS = {"both": 0.9, "only": 0.9}  # beside several things named at once
_OUTSIDE = 0.6  # 其中, where it is not of what was listed before
_OF_BORROWED = 0.3  # what is borrowed from an earlier turn weighs less than what is said
_LIMITS, _TELLING = ("only", "over", "under", "not"), 0.3
_SMALL = 0.2  # numbers that weigh less are part of the language (一家, 两条)


def explained(
    interpretation: Interpretation,
    reading: Reading,
    taken: tuple[Premise, ...],
    knowledge: Knowledge,
) -> Interpretation:
    """The interpretation with its share explained, score and unexplained tokens filled in."""
    total = share = borne = 0.0
    fit = interpretation.fit * _operators(reading, interpretation)
    fit *= _besides_focus(reading, interpretation, knowledge)
    fit *= _besides_wanted(reading, interpretation)
    implied = _implied(reading, interpretation)
    missing: list[int] = []
    confirming = _confirms(reading, interpretation)
    wrong = tuple(p for p in taken if p.false and not p.tokens & interpretation.used)
    granted = frozenset().union(*(premise.tokens for premise in wrong))
    for i, token in enumerate(reading.tokens):
        weight = reading.weights[i] * (_OF_BORROWED if token.method == BORROWED else 1.0)
        if weight == 0:
            continue
        total += weight
        told = i in interpretation.used or i in granted
        degree = 1.0 if told else _degree(token, interpretation, knowledge)
        share += weight * degree * (0.5 + 0.5 * token.score)
        if not token.has(Role.ENTITY):
            borne += 1.0 if i in interpretation.used else weight * degree
        if degree < 0.5:
            missing.append(i)
            fit *= _cost(token, weight, knowledge, confirming=confirming)
            fit *= _BESIDE_NAME if _qualifies_name(i, reading, interpretation, knowledge) else 1.0
            fit *= _OTHER_SUBJECT if implied and _may_name(token, weight, knowledge) else 1.0
    borrowed = any(token.method == BORROWED for token in reading.tokens)
    least = _LEAST_CONTENT * (_OF_BORROWED if borrowed else 1.0)
    ratio = share / max(total, least) if total else 1.0  # nothing but a question word
    fit *= _passed_over(reading, interpretation) * _of_the_whole(reading, interpretation, knowledge)
    if isinstance(interpretation.meaning, Description):
        fit *= ratio  # who somebody is hardly answers a question that says more
    return replace(
        interpretation,
        fit=fit,
        borne=borne,
        prior=interpretation.fit,
        premises=wrong,
        explained=ratio,
        score=fit * ratio,
        unexplained=tuple(missing),
        unconfirmed=_unconfirmed(reading, interpretation, missing),
    )


def _unconfirmed(
    reading: Reading, interpretation: Interpretation, missing: list[int]
) -> tuple[str, ...]:
    """What is asked to be confirmed, and is neither borne out by what is told nor judged."""
    meaning = interpretation.meaning
    if not reading.asserts or isinstance(meaning, Cited | Absent | Several):
        return ()
    if isinstance(meaning, Relation | Sayings) and meaning.claims:
        return ()
    names = (Role.ENTITY, Role.LITERAL, Role.FOREIGN)
    beside = (
        i
        for i, token in enumerate(reading.tokens)
        if i not in interpretation.used and any(token.has(role) for role in names)
    )
    limits = (i for name in _LIMITS for i in reading.operators.get(name, ()))
    telling = (i for i in missing if reading.weights[i] >= _TELLING)
    free = {i for i in (*beside, *limits, *telling) if i not in interpretation.used}
    return tuple(reading.tokens[i].phrase for i in sorted(free))


def _confirms(reading: Reading, interpretation: Interpretation) -> bool:
    """Whether the answer would say yes to everything that the question says."""
    if not isinstance(interpretation.meaning, Relation):
        return False
    claims = interpretation.meaning.claims
    return any(claim.true for claim in claims) or (reading.form is Form.VERIFY and not claims)


def _besides_focus(reading: Reading, interpretation: Interpretation, knowledge: Knowledge) -> float:
    """The cost of answering something else than what stands where the wanted thing is named."""
    if reading.focus is None or reading.focus in interpretation.used:
        return 1.0
    token = reading.tokens[reading.focus]
    if not any(attribute in knowledge.by_attribute for attribute in token.refs(Role.ATTRIBUTE)):
        return 1.0
    match interpretation.meaning:
        case Relation() | Description():
            return _BESIDE_FOCUS
        case Sayings() if token.phrase not in interpretation.support.text:
            return _SAID_BESIDE
    return 1.0


def _besides_wanted(reading: Reading, interpretation: Interpretation) -> float:
    """The cost of a relation that gives something else than the noun that is asked for."""
    if reading.wanted is None or not isinstance(interpretation.meaning, Relation):
        return 1.0
    token = reading.tokens[reading.wanted]
    named = any(token.has(role) for role in (Role.KIND, Role.ENTITY, Role.ATTRIBUTE, Role.SHELL))
    if named or reading.wanted in interpretation.used:
        return 1.0
    counting = "how_many" in reading.asks and token.score == 1.0
    return _BESIDE_COUNTED if counting else _BESIDE_WANTED


def _implied(reading: Reading, interpretation: Interpretation) -> bool:
    """Whether no name in the question tells what a relation is about."""
    telling = (Role.ENTITY, Role.LITERAL, Role.GROUP, Role.FOREIGN, Role.TITLE)
    return isinstance(interpretation.meaning, Relation) and not any(
        reading.tokens[i].has(role) for i in interpretation.used for role in telling
    )


def _may_name(token: Token, weight: float, knowledge: Knowledge) -> bool:
    """Whether an unexplained word may name what the question is about instead."""
    return (
        weight >= _NAMING
        and token.method in ("word", "letters")
        and knowledge.lattice.tag(token.text)[:1] in ("", "n", "j", "x")
    )


def _qualifies_name(
    i: int, reading: Reading, interpretation: Interpretation, knowledge: Knowledge
) -> bool:
    """某国甲榜, 甲号榜: an unexplained noun right beside a name makes it another name."""
    beside = [j for j in (i - 1, i + 1) if j in interpretation.used]
    named = any(
        reading.tokens[j].has(Role.ENTITY) and reading.tokens[j].method != BORROWED for j in beside
    )
    return named and _may_name(reading.tokens[i], reading.weights[i], knowledge)


def _passed_over(reading: Reading, interpretation: Interpretation) -> float:
    """The cost of using no name that the question names, where no word names the attribute."""
    if not isinstance(interpretation.meaning, Relation):
        return 1.0
    words = (Role.ATTRIBUTE, Role.VERB)
    worded = any(reading.tokens[i].has(role) for role in words for i in interpretation.used)
    names = reading.tokens_with(Role.ENTITY)
    unused = bool(names) and not interpretation.used.intersection(names)
    return _PASSED_OVER if unused and not worded else 1.0


def _of_the_whole(reading: Reading, interpretation: Interpretation, knowledge: Knowledge) -> float:
    """The cost of telling of the article, which speaks of everything, where something is named."""
    meaning = interpretation.meaning
    if not isinstance(meaning, Relation) or meaning.subject != knowledge.article:
        return 1.0
    roles = (Role.ENTITY, Role.TITLE, Role.GROUP)
    named = {i for role in roles for i in reading.tokens_with(role)} - interpretation.used
    whole = (knowledge.article, knowledge.main)
    beside = (i for i in named if not any(n in whole for n in reading.tokens[i].refs(Role.ENTITY)))
    return _OF_THE_WHOLE if next(beside, None) is not None else 1.0


def _cost(token: Token, weight: float, knowledge: Knowledge, *, confirming: bool) -> float:
    """How loudly an unexplained token speaks against an interpretation."""
    if token.has(Role.FOREIGN):
        return _FOREIGN_NAME
    if token.has(Role.ENTITY):
        return _OTHER_NAME
    if any(token.has(role) for role in (Role.DATE, Role.NUMBER, Role.ORDINAL)):
        return _CONTRADICTED if weight > _SMALL else 1.0
    attributes = token.refs(Role.ATTRIBUTE)
    if attributes and weight >= 0.5:
        known = any(attribute in knowledge.by_attribute for attribute in attributes)
        return _OTHER_ATTRIBUTE if known else _OTHER_UNKNOWN
    return _UNBORNE if confirming and weight >= 0.5 else 1.0


def _degree(token: Token, interpretation: Interpretation, knowledge: Knowledge) -> float:
    """How far the support explains one token: 1 for the word itself, less for a synonym."""
    support = interpretation.support
    if token.has(Role.FILLER, "article"):
        return 1.0  # everything is said of the article
    claiming = isinstance(interpretation.meaning, Relation) and bool(interpretation.meaning.claims)
    for role, test in _TESTS.items():
        if token.has(role):
            found = max(test(ref, support, knowledge) for ref in token.refs(role))
            if role is Role.ENTITY:
                found *= _BY_SUPPORT_IN_CLAIM if claiming else _BY_SUPPORT
            if found or role in _ONLY:
                return found
    return word_degree(token, support)


def _entity(ref: str, support: Support, knowledge: Knowledge) -> float:
    if ref in support.entities or ref in (knowledge.main, knowledge.article):
        return 1.0
    inside = any(ref in knowledge.whole_of(named) for named in support.entities)
    return 0.9 if inside else 0.0


def _title(ref: str, support: Support, knowledge: Knowledge) -> float:
    classes = knowledge.vocabulary.title_classes
    return float(bool(support.titles & classes.get(ref, frozenset((ref,)))))


def _date(ref: str, support: Support, _: Knowledge) -> float:
    return float(any(bears_out(date, ref) for date in support.figures if date.count("-") == 2))


def _figure(ref: str, support: Support, _: Knowledge) -> float:
    return float(ref in support.figures)


def _kind(ref: str, support: Support, knowledge: Knowledge) -> float:
    around = (whole for name in support.entities for whole in (name, *knowledge.whole_of(name)))
    return float(any(knowledge.is_kind(named, (ref,)) for named in around))


_TESTS = {
    Role.ENTITY: _entity,
    Role.TITLE: _title,
    Role.DATE: _date,
    Role.NUMBER: _figure,
    Role.ORDINAL: _figure,
    Role.KIND: _kind,
}
_ONLY = frozenset((Role.TITLE, Role.DATE, Role.NUMBER, Role.ORDINAL))


def word_degree(token: Token, support: Support) -> float:
    """How far a support explains a word: as written, by a synonym, by its parts."""
    return support.explains(token.phrase, token.refs(Role.CONCEPT))


def _operators(reading: Reading, interpretation: Interpretation) -> float:
    """The cost of words for negation, order and comparison that the interpretation ignores."""
    factor = 1.0
    quoting = isinstance(interpretation.meaning, Quoted | Sayings) and reading.form is Form.VERIFY
    costs = _OPERATORS | (_JOINERS if reading.tokens_with(Role.GROUP) else {})
    costs |= {"among": _OUTSIDE} if reading.among is not None else {}
    for name, cost in costs.items():
        for i in reading.operators.get(name, ()):
            if i in interpretation.used or reading.tokens[i].phrase in interpretation.support.text:
                continue
            if name != "not" or (reading.denies(i) and not quoting):
                factor *= cost
                break
    return factor
