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
    Relation,
    Sayings,
    Several,
)
from bot.understand.overlooked import overlooked
from bot.understand.premise import Premise
from bot.understand.read import Reading

_BY_SUPPORT = 0.9  # a name that plays no part in the meaning but stands in what supports it
_AS_ADDRESSED = 0.8  # a deputy is addressed by the post itself
_BY_SUPPORT_IN_CLAIM = 0.6  # a name that only stands nearby bears out no claim
_LEAST_CONTENT = 0.5  # weight below which a question says too little to be sure of anything
# Factors on the fit for what an interpretation leaves unexplained or ignores.
_CONTRADICTED = 0.5  # a date or number that does not agree
_OTHER_NAME = 0.6  # a name of something else
_FOREIGN_NAME = 0.5  # a name that the knowledge does not hold
_OTHER_UNKNOWN = 0.5  # the name of an attribute that the source does not state
_OTHER_ATTRIBUTE = 0.8  # the name of another attribute
_BESIDE_NAME = 0.8  # a noun right beside a name
_OTHER_SUBJECT, _NAMING = 0.75, 0.7  # a noun that may name another subject, where none is named
_UNBORNE = 0.75  # a word in what is to be confirmed
_PLAIN = frozenset((Role.CONCEPT, Role.WORD))
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
    fit = interpretation.fit
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
    fit *= overlooked(reading, interpretation, missing, knowledge)
    borrowed = any(token.method == BORROWED for token in reading.tokens)
    least = _LEAST_CONTENT * (_OF_BORROWED if borrowed else 1.0)
    ratio = share / max(total, least) if total else 1.0  # nothing but a question word
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
        and (token.method in ("word", "letters") or token.senses.roles <= _PLAIN)
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
    return _UNBORNE if confirming and weight >= _TELLING else 1.0


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
    if support.titles & classes.get(ref, frozenset((ref,))):
        return 1.0
    deputies = {deputy + ref for deputy in knowledge.vocabulary.operators["deputy"]}
    return _AS_ADDRESSED if support.titles & deputies else 0.0


def _date(ref: str, support: Support, _: Knowledge) -> float:
    return float(any(bears_out(date, ref) for date in support.figures if date.count("-") == 2))


def _figure(ref: str, support: Support, _: Knowledge) -> float:
    return float(ref in support.figures)


def _kind(ref: str, support: Support, knowledge: Knowledge) -> float:
    """A word for a kind tells of a thing of it, of its whole, and of the people at an event."""
    gathered = knowledge.vocabulary.plays(ref, "person")
    return float(
        any(
            knowledge.is_kind(named, (ref,))
            or (gathered and knowledge.plays(named, "event"))
            or any(knowledge.is_kind(whole, (ref,)) for whole in knowledge.whole_of(named))
            for named in support.entities
        )
    )


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
