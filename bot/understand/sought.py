"""Which attributes a question may be about, and what says so."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from bot.knowledge.index import Knowledge
from bot.knowledge.vocabulary import Attribute
from bot.model import Role
from bot.understand.form import Form
from bot.understand.link import OF
from bot.understand.read import Reading

ORDER = frozenset(("before", "after", "head", "tail", "between"))
_BY_LINK = 0.84
_NAMED, _BY_VERB, _BY_LITTLE_VERB, _BY_ASK, _BY_KIND, _BY_LIST, _BY_POST = (
    1.0, 0.94, 0.86, 0.84, 0.86, 0.94, 0.9
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sought:
    """An attribute that the question may be about, how sure that is (0–1), and what says so."""

    attribute: str
    strength: float
    tokens: frozenset[int]

    @property
    def named(self) -> bool:
        """Whether the question names the attribute outright."""
        return self.strength >= _NAMED

    def with_(self, tokens: Collection[int]) -> "Sought":
        """The same, with more tokens that say so."""
        if self.tokens.issuperset(tokens):
            return self
        return Sought(self.attribute, self.strength, self.tokens.union(tokens))


def seek(reading: Reading, knowledge: Knowledge) -> tuple[Sought, ...]:
    """Every attribute that the question may be about, each once."""
    found: dict[str, Sought] = {}
    for way in _WAYS:
        for sought in way(reading, knowledge):
            known = found.get(sought.attribute)
            found[sought.attribute] = sought if known is None else known.with_(sought.tokens)
    return tuple(
        one.with_(reading.verbs.get(one.attribute, ())) if one.tokens else one
        for one in found.values()
    )


def _little(reading: Reading, places: tuple[int, ...]) -> bool:
    return all(
        reading.tokens[i].has(Role.FILLER) or reading.tokens[i].has(Role.SHELL) for i in places
    )


def _by_cue(reading: Reading, _: Knowledge) -> Iterator[Sought]:
    for attribute, places in reading.cues.items():
        strength = _BY_LITTLE_VERB if _little(reading, places) else _NAMED
        yield Sought(attribute, strength, frozenset(places))


def _by_verb(reading: Reading, knowledge: Knowledge) -> Iterator[Sought]:
    """A verb counts where the question word, or a name in the question, fits its attribute."""
    for attribute, places in reading.verbs.items():
        spec = knowledge.vocabulary.attributes[attribute]
        told = _asks(reading, spec, knowledge) or _names_value(reading, spec, knowledge)
        if _little(reading, places) and _asks_amount(reading, spec, knowledge):
            continue
        if told or _orders(reading, attribute, knowledge):
            strength = _BY_LITTLE_VERB if _little(reading, places) else _BY_VERB
            yield Sought(attribute, strength, frozenset(places))


def _asks_amount(reading: Reading, spec: Attribute, knowledge: Knowledge) -> bool:
    """给多少: an amount is asked for, of nothing that could be counted."""
    number = knowledge.vocabulary.kind_of_role("number")
    return (
        reading.asks == {"how_many"}
        and reading.asked == {number}
        and not knowledge.vocabulary.plays(spec.value, "number")
    )


def _orders(reading: Reading, attribute: str, knowledge: Knowledge) -> bool:
    """甲榜列在最前的三所: nothing is asked, but what is to be told of is named."""
    if reading.asks or reading.asserts:
        return False
    return any(knowledge.facts_about(name, attribute) for name in reading.mentioned)


def _asks(reading: Reading, spec: Attribute, knowledge: Knowledge) -> bool:
    if reading.asks.intersection(spec.ask):
        return True
    if reading.asks == {"what"} and knowledge.vocabulary.plays(spec.value, "number"):
        return False  # 什么 asks for no number
    kinds = (spec.value, *spec.of)
    return bool(reading.asks) and any(
        reading.asks_for(kind, knowledge.vocabulary) for kind in kinds
    )


def _names_value(reading: Reading, spec: Attribute, knowledge: Knowledge) -> bool:
    if any(knowledge.is_kind(name, spec.values) for name in reading.mentioned):
        return True
    if knowledge.vocabulary.plays(spec.value, "place") and reading.sites:
        return True
    foreign = (ref for i in reading.tokens_with(Role.FOREIGN)
               for ref in reading.tokens[i].refs(Role.FOREIGN))  # fmt: skip
    return any(not kind or knowledge.vocabulary.is_a(kind, spec.value) for kind in foreign)


def _by_ask(reading: Reading, knowledge: Knowledge) -> Iterator[Sought]:
    """论坛什么时候: the question word alone asks for the time; 某题目是谁的: for the speaker."""
    for attribute, asks in knowledge.asked_alone:
        if not asks.isdisjoint(reading.asks):
            yield Sought(attribute, _BY_ASK, frozenset())
    if "who" not in reading.asks or not reading.specific:
        return
    roles = (Role.ENTITY, Role.LITERAL)
    places = (i for role in roles for i in reading.tokens_with(role))
    named = [ref for i in places for role in roles for ref in reading.tokens[i].refs(role)]
    for ref in named:
        for fact in knowledge.by_value.get(ref, ()):
            if len(fact.values) > 1:
                continue  # one of several tells no subject apart
            for own in knowledge.by_subject.get(fact.subject, ()):
                kind = knowledge.vocabulary.attributes[own.attribute].value
                if own is not fact and reading.asks_for(kind, knowledge.vocabulary):
                    yield Sought(own.attribute, _BY_ASK, frozenset())


def _by_kind(reading: Reading, knowledge: Knowledge) -> Iterator[Sought]:
    """某榜: the name alone asks for what one asks of such a thing first."""
    groups = reading.tokens_with(Role.GROUP)
    grouped = (ref for i in groups for ref in reading.tokens[i].refs(Role.GROUP))
    names = (*reading.mentioned, *(n for kind in grouped for n in knowledge.by_kind[kind]))
    listing = "list" in reading.operators or reading.form is Form.COUNT
    strength = _BY_LIST if listing else _BY_KIND
    if listing and reading.specific:
        names = (*names, *_of_kinds(reading, knowledge))
    for attribute in dict.fromkeys(knowledge.default_of(name) for name in names):
        if attribute:
            yield Sought(attribute, strength, frozenset())


def _of_kinds(reading: Reading, knowledge: Knowledge) -> Iterator[str]:
    """一个榜几所学校: the things of a kind that hold what is counted."""
    for i in reading.given_kinds:
        for kind in reading.tokens[i].refs(Role.KIND):
            for name in knowledge.by_kind[kind]:
                default = knowledge.default_of(name)
                spec = knowledge.vocabulary.attributes.get(default)
                if spec is not None and reading.asks_for(spec.value, knowledge.vocabulary):
                    yield name


def _by_asked_kind(reading: Reading, knowledge: Knowledge) -> Iterator[Sought]:
    """甲，哪个榜: the things of the asked kind that have what is named as a value."""
    for name in reading.mentioned:
        for fact in knowledge.by_value.get(name, ()):
            if reading.specific and any(
                knowledge.is_kind(fact.subject, (k,)) for k in reading.asked
            ):
                yield Sought(fact.attribute, _BY_KIND, frozenset())


def _by_link(reading: Reading, knowledge: Knowledge) -> Iterator[Sought]:
    """某讲堂请的是甲还是乙: an attribute of one thing named whose values are like another."""
    if reading.form not in (Form.VERIFY, Form.CHOICE):
        return
    named = reading.mentioned
    kinds = {knowledge.kind_of(name) for name in named}
    for name in named:
        for fact in knowledge.by_subject.get(name, ()):
            others = {knowledge.kind_of(value.entity) for value in fact.values if value.entity}
            if others & kinds - {knowledge.kind_of(name)}:
                yield Sought(fact.attribute, _BY_LINK, frozenset())


def _by_date(reading: Reading, knowledge: Knowledge) -> Iterator[Sought]:
    """这两份是某年度的吧, 某会是上午吧: a date is claimed of what is named."""
    if reading.form is not Form.VERIFY:
        return
    vocabulary = knowledge.vocabulary
    parts = vocabulary.kinds[vocabulary.kind_of_role("date")].parts
    if not (reading.tokens_with(Role.DATE) or any(t.phrase in parts for t in reading.tokens)):
        return
    kinds = (ref for role in (Role.GROUP, Role.KIND) for i in reading.tokens_with(role)
             for ref in reading.tokens[i].refs(role))  # fmt: skip
    named = (*reading.mentioned, *(n for kind in kinds for n in knowledge.by_kind[kind]))
    claimed = [
        ref for i in reading.tokens_with(Role.DATE) for ref in reading.tokens[i].refs(Role.DATE)
    ]
    for name in named:
        for fact in knowledge.by_subject.get(name, ()):
            spec = vocabulary.attributes[fact.attribute]
            if vocabulary.plays(spec.value, "date"):
                exact = _precision(fact.support.figures) == _precision(claimed)
                yield Sought(fact.attribute, _BY_KIND if exact else _BY_LINK, frozenset())


def _precision(dates: Iterable[str]) -> int:
    """How many parts of a date (year, month, day) the most exact of some dates says."""
    parts = (date.count("-") + 1 - date.count("?") for date in dates if date.count("-") == 2)
    return max(parts, default=0)


def _by_order(reading: Reading, knowledge: Knowledge) -> Iterator[Sought]:
    """甲排第几, 甲后面是谁: what is asked for is a place in some ordered list that holds it."""
    if reading.form is not Form.POSITION and ORDER.isdisjoint(reading.operators):
        return
    tokens = enumerate(reading.tokens)
    places = frozenset(i for i, token in tokens if token.has(Role.ASK, "position"))
    places = places.union(*(reading.operators.get(name, ()) for name in ORDER))
    for name in reading.mentioned:
        for fact in knowledge.by_value.get(name, ()):
            if fact.order:
                yield Sought(fact.attribute, _BY_KIND, places)


def _by_post(reading: Reading, knowledge: Knowledge) -> Iterator[Sought]:
    """宣传部部长是谁; 甲是乙单位的还是丙单位的: a post is asked for by its title or place."""
    titled = bool(reading.tokens_with(Role.TITLE))
    people = any(knowledge.plays(name, "person") for name in reading.mentioned)
    places = any(knowledge.plays(name, "organisation") for name in reading.mentioned)
    foreign = bool(reading.tokens_with(Role.FOREIGN))
    claimed = (reading.form is Form.CHOICE or reading.asserts) and people and (places or foreign)
    employer = people and any(
        knowledge.vocabulary.plays(kind, "organisation") for kind in reading.asked
    )
    what = people and asks_post(reading, knowledge)
    staffed = places and bool(reading.asks & {"who", "which", "how_many"})
    if titled or claimed or staffed or what or (employer and "who" not in reading.asks):
        for attribute in knowledge.titled:
            yield Sought(attribute, _BY_POST, frozenset(reading.verbs.get(attribute, ())))


def asks_post(reading: Reading, knowledge: Knowledge) -> bool:
    """甲是什么领导, 甲是哪里的: what kind of person somebody named is, or where from."""
    person = knowledge.vocabulary.kind_of_role("person")
    return (reading.asks == {"what"} and reading.asked == {person}) or _whence(reading)


def _whence(reading: Reading) -> bool:
    """Whether the question ends in 哪里的."""
    said = [token for token in reading.tokens if not token.has(Role.MARK)]
    return reading.asks == {"where"} and said[-1].text == OF and said[-2].has(Role.ASK, "where")


_WAYS = (
    _by_cue, _by_verb, _by_ask, _by_kind, _by_asked_kind, _by_link, _by_date, _by_order, _by_post,
)  # fmt: skip
