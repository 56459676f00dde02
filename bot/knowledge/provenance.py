"""Every fact can be found in the source: quotes word for word, names, numbers and dates in them."""

from collections import Counter
from collections.abc import Iterator

from rapidfuzz import fuzz, process

from bot.errors import Problem, bounded, problem
from bot.knowledge.index import Knowledge
from bot.knowledge.terms import Fact, Faq, Place, Statement, Support
from bot.phrases import phrase
from bot.text.numbers import agree, figures

_NEAR = 60  # rapidfuzz score from which a sentence of the source is shown beside a wrong quote


def check_provenance(knowledge: Knowledge) -> tuple[Problem, ...]:
    """All quotes that the source does not hold, and all that answers say beyond their quotes."""
    found = [
        *bounded(p for fact in knowledge.facts for p in _fact(fact, knowledge)),
        *bounded(p for said in knowledge.statements for p in _statement(said, knowledge)),
        *bounded(p for faq in knowledge.faqs for p in _faq(faq, knowledge)),
    ]
    return tuple(sorted(set(found)))


def _fact(fact: Fact, knowledge: Knowledge) -> Iterator[Problem]:
    yield from _quotes(fact.quotes, fact.place, knowledge)
    for value in fact.values:
        if value.entity:
            if not _names_entity(value.entity, fact.evidence, knowledge):
                yield _at(fact.place, "RW302", value=value.text)
        else:
            said = knowledge.read(value.text)
            yield from _beyond(said, fact, knowledge, "RW302")
    if fact.answer:
        yield from _beyond(knowledge.read(fact.answer), fact, knowledge, "RW304")


def _statement(statement: Statement, knowledge: Knowledge) -> Iterator[Problem]:
    yield from _quotes(statement.quotes, statement.place, knowledge)
    if not statement.verbatim:
        said = knowledge.read(statement.text)
        speaker = Support("", entities=frozenset((statement.speaker,)))
        evidence = Support.union((statement.evidence, speaker))
        yield from _missing(said, evidence, statement.place, knowledge, "RW304")


def _faq(faq: Faq, knowledge: Knowledge) -> Iterator[Problem]:
    if faq.known:
        yield from _quotes(faq.quotes, faq.place, knowledge)
        said = knowledge.read(faq.answer)
        yield from _missing(said, faq.evidence, faq.place, knowledge, "RW304")


def _quotes(quotes: tuple[str, ...], place: Place, knowledge: Knowledge) -> Iterator[Problem]:
    everything = knowledge.source.everything
    for quote in quotes:
        if quote not in everything:
            yield _at(place, "RW301", quote=quote, near=_nearest(quote, knowledge))


def _nearest(quote: str, knowledge: Knowledge) -> str:
    sentences = [passage.text for passage in knowledge.passages]
    found = process.extractOne(quote, sentences, scorer=fuzz.partial_ratio, score_cutoff=_NEAR)
    return phrase("hint.source", quote=found[0][:60]) if found else ""


def _beyond(said: Support, fact: Fact, knowledge: Knowledge, code: str) -> Iterator[Problem]:
    """What a text says that neither the fact's quotes nor what it is about say."""
    count = frozenset((str(len(fact.values)),))
    named = [fact.subject, *(value.entity for value in fact.values if value.entity)]
    known = frozenset(whole for name in named for whole in (name, *knowledge.whole_of(name)))
    evidence = Support.union((fact.evidence, Support("", entities=known, figures=count)))
    yield from _missing(said, evidence, fact.place, knowledge, code)


def _missing(
    said: Support, evidence: Support, place: Place, knowledge: Knowledge, code: str
) -> Iterator[Problem]:
    for name in sorted(said.entities):
        if not _names_entity(name, evidence, knowledge):
            yield _at(place, code, value=name)
    known_figures = evidence.figures | _written(evidence.text) | _counts(evidence, knowledge)
    for figure in sorted(said.figures):
        if not any(_same_figure(figure, known) for known in known_figures):
            yield _at(place, "RW303", value=figure.removesuffix("-?").removesuffix("-?"))


def _written(text: str) -> frozenset[str]:
    """The figures that stand in a text, also inside names."""
    return frozenset(figure.value for figure in figures(text))


def _counts(evidence: Support, knowledge: Knowledge) -> frozenset[str]:
    """How many things of each kind the evidence names: 两份榜单 may be said of two."""
    kinds = Counter(knowledge.kind_of(name) for name in evidence.entities)
    return frozenset(str(count) for count in kinds.values())


def _names_entity(name: str, evidence: Support, knowledge: Knowledge) -> bool:
    """Whether the evidence names an entity, a part of it, or writes one of its names."""
    if any(name == named or name in knowledge.whole_of(named) for named in evidence.entities):
        return True
    entity = knowledge.entities.get(name)
    names = (*entity.names, *entity.shared_names) if entity else (name,)
    return any(knowledge.read(own).text in evidence.text for own in names)


def _same_figure(left: str, right: str) -> bool:
    if left.count("-") == 2 and right.count("-") == 2:
        return agree(left, right)
    return left == right


def _at(place: Place, code: str, **slots: object) -> Problem:
    return problem(code, place.file, place.line, place.column, place.trail, **slots)
