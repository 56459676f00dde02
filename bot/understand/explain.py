"""How much of a question an interpretation accounts for.

Every token that carries meaning must be used by the interpretation or found, itself or a synonym,
in what supports it. A word that nothing explains speaks against answering in proportion to its
weight; a date or number that contradicts speaks louder.
"""

from dataclasses import replace

from bot.knowledge.index import Knowledge, Support
from bot.model import Role, Token
from bot.text.numbers import agree
from bot.understand.interpretation import Interpretation
from bot.understand.read import Reading

_BY_SYNONYM = 0.9
_BY_PARTS = 0.6
_CONTRADICTED = 0.5  # factor on the fit for a date or number that does not agree
_NEGATED = 0.45  # factor on the fit for a negation that the interpretation ignores
_UNJOINED = 0.9  # factor on the fit for an ignored "both" beside several things
_RESTRICTED = 0.8  # factor on the fit for an ignored "only" or "except"


def explained(
    interpretation: Interpretation, reading: Reading, knowledge: Knowledge
) -> Interpretation:
    """The interpretation with its share explained, score and unexplained tokens filled in."""
    total = share = 0.0
    fit = interpretation.fit
    missing: list[int] = []
    for i, token in enumerate(reading.tokens):
        weight = reading.weights[i]
        if weight == 0:
            continue
        total += weight
        degree = 1.0 if i in interpretation.used else _degree(token, interpretation, knowledge)
        share += weight * degree * (0.5 + 0.5 * token.score)
        if degree < 0.5:
            missing.append(i)
            if any(token.has(role) for role in (Role.DATE, Role.NUMBER, Role.ORDINAL)):
                fit *= _CONTRADICTED
    fit *= _ignored_operators(reading, interpretation)
    ratio = share / total if total else 1.0
    return replace(
        interpretation,
        fit=fit,
        explained=ratio,
        score=fit * ratio,
        unexplained=tuple(missing),
    )


def _degree(token: Token, interpretation: Interpretation, knowledge: Knowledge) -> float:
    """How far the support explains one token: 1 for the word itself, less for a synonym."""
    support = interpretation.support
    for role, test in _TESTS.items():
        if token.has(role):
            found = max(test(ref, support, knowledge) for ref in token.refs(role))
            if found or role in _ONLY:
                return found
    return word_degree(token, support)


def _entity(ref: str, support: Support, knowledge: Knowledge) -> float:
    if ref in support.entities or ref == knowledge.main or ref == knowledge.article:
        return 1.0
    inside = any(ref in knowledge.whole_of(named) for named in support.entities)
    return 0.9 if inside else 0.0


def _title(ref: str, support: Support, knowledge: Knowledge) -> float:
    classes = knowledge.vocabulary.title_classes
    return float(bool(support.titles & classes.get(ref, frozenset((ref,)))))


def _date(ref: str, support: Support, _: Knowledge) -> float:
    return float(any(agree(ref, known) for known in support.figures if known.count("-") == 2))


def _figure(ref: str, support: Support, _: Knowledge) -> float:
    return float(ref in support.figures)


def _kind(ref: str, support: Support, knowledge: Knowledge) -> float:
    return float(any(knowledge.is_kind(named, (ref,)) for named in support.entities))


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
    if token.phrase in support.text:
        return 1.0
    if any(concept in support.concepts for concept in token.refs(Role.CONCEPT)):
        return _BY_SYNONYM
    pairs = [token.phrase[i : i + 2] for i in range(len(token.phrase) - 1)]
    if len(pairs) > 2 and sum(pair in support.text for pair in pairs) * 2 >= len(pairs):
        return _BY_PARTS
    return 0.0


def _ignored_operators(reading: Reading, interpretation: Interpretation) -> float:
    factor = 1.0
    if reading.tokens_with(Role.GROUP):
        for name in ("both", "only"):
            if any(i not in interpretation.used for i in reading.operators.get(name, ())):
                factor *= _UNJOINED
    for name, cost in (("not", _NEGATED), ("except", _RESTRICTED), ("outside", _RESTRICTED)):
        ignored = [i for i in reading.operators.get(name, ()) if i not in interpretation.used]
        if any(reading.tokens[i].phrase not in interpretation.support.text for i in ignored):
            factor *= cost
    return factor
