"""Questions that no attribute expresses: who somebody is, the faq, and the source itself."""

from collections.abc import Iterator
from operator import itemgetter

from bot.knowledge.index import Knowledge
from bot.knowledge.terms import TURNING, Faq, Passage, Wording
from bot.model import Role
from bot.phrases import phrase
from bot.text.numbers import counters_in, counts
from bot.understand.form import SPECIFIC, Form
from bot.understand.interpretation import Cited, Description, Interpretation, Quoted
from bot.understand.read import Reading
from bot.understand.sought import Sought

_DESCRIBED, _DESCRIBED_BARE = 0.92, 0.8
_NO_PERSON = 0.9  # factor where the question asks who, and this is no person
_PLAIN = frozenset(  # operators that need no set to work on
    ("tell", "list", "say", "summary", "each", "among", "asker")
)
_SAYS_MORE = 0.85  # factor where the question says more than a name
_FAQ = 0.97
_QUOTED = 0.8
_QUOTED_VERIFY = 0.62
_MISFIT = 0.55  # factor where a sentence holds nothing of the kind asked for
_LEAST_SHARED = 0.5
_LOOSE, _LOOSELY = (f"{Role.ATTRIBUTE}:", f"{Role.KIND}:"), 0.8  # only the same attribute or kind
_OTHER_ASK = 0.7  # factor where one asks who and the other how
_OTHER_POLARITY = 0.4  # factor where one is denied (or excepts something) and the other not


def descriptions(
    reading: Reading, _: tuple[Sought, ...], knowledge: Knowledge
) -> Iterator[Interpretation]:
    """甲是谁, 甲是什么, 甲的全名: a name and nothing else that carries meaning."""
    open_form = reading.form in (Form.OPEN, Form.SUMMARY)
    hard = reading.asks & (SPECIFIC - {"who"} | {"which"})
    if hard or not open_form:
        return
    named = [(mention.token, mention.entity) for mention in reading.mentions]
    for place, entity in dict.fromkeys((*named, *_only_ones(reading, knowledge))):
        if _describable(entity, knowledge):
            yield _description(place, entity, reading, knowledge)


def _called(reading: Reading) -> frozenset[int | None]:
    """What a question for a name stands after: 那个[平台]全名叫什么."""
    asking = (i for i in reading.tokens_with(Role.ASK) if reading.tokens[i].has(Role.ASK, "name"))
    return frozenset(map(reading.noun_before, asking))


def _only_ones(reading: Reading, knowledge: Knowledge) -> Iterator[tuple[int, str]]:
    """What a word for its kind leaves no doubt of, where its name is asked for."""
    for i in _called(reading):
        token = reading.tokens[i] if i is not None else None
        kinds = (*token.refs(Role.KIND), *token.refs(Role.PRONOUN)) if token else ()
        things = {name for kind in kinds for name in knowledge.by_kind.get(kind, ())}
        if i is not None and len(things) == 1:
            yield i, things.pop()


def _description(place: int, entity: str, reading: Reading, knowledge: Knowledge) -> Interpretation:
    asked = bool(reading.asks & {"who", "what"}) or "summary" in reading.operators
    asked = asked or place in _called(reading)
    more = any(i != place and reading.weights[i] > 0 for i in reading.content)
    more = more or bool(reading.operators.keys() - _PLAIN)
    thing = "who" in reading.asks and not knowledge.plays(entity, "person")
    return Interpretation(
        intent="description",
        meaning=Description(entity),
        used=frozenset((place,)),
        fit=(_DESCRIBED if asked else _DESCRIBED_BARE)
        * (_SAYS_MORE if more else 1.0)
        * (_NO_PERSON if thing else 1.0),
        support=knowledge.identity[entity],
        notes=(entity,),
    )


def _describable(entity: str, knowledge: Knowledge) -> bool:
    return bool(knowledge.by_subject.get(entity)) or bool(knowledge.by_value.get(entity))


def faqs(reading: Reading, _: tuple[Sought, ...], knowledge: Knowledge) -> Iterator[Interpretation]:
    """Entries whose wording says what the question says, and no less."""
    places: dict[str, int] = {}
    for i, token in enumerate(reading.tokens):
        for key in token.meanings():
            places.setdefault(key, i)
    turns = frozenset(name for name in TURNING if name in reading.operators)
    wh = reading.asks & SPECIFIC
    numbers = frozenset().union(*(knowledge.by_wording.get(key, ()) for key in places))
    for faq in (knowledge.faqs[number] for number in sorted(numbers)):
        near = (wording for wording in faq.wordings if not wording.keys.isdisjoint(places))
        found = (_likeness(places, wording, wh, turns) for wording in near)
        likeness, used = max(found, key=itemgetter(0), default=(0.0, frozenset[int]()))
        if likeness >= _LEAST_SHARED:
            yield _cited(faq, likeness, used)


def _cited(faq: Faq, likeness: float, used: frozenset[int]) -> Interpretation:
    return Interpretation(
        intent="faq" if faq.known else "unknown",
        meaning=Cited(faq),
        used=used,
        fit=_FAQ * likeness,
        support=faq.support,
        notes=(f"≈ {faq.wordings[0].text} {likeness:.2f}",),
    )


def _likeness(
    places: dict[str, int], wording: Wording, asks: frozenset[str], turns: frozenset[str]
) -> tuple[float, frozenset[int]]:
    """How much of the wording the question says, and with which tokens; 0 for less than half."""
    shared, missing, bearable = 0.0, 0.0, wording.weight * (1 - _LEAST_SHARED)
    used: set[int] = set()
    for weight, keys in wording.parts:
        found = keys & places.keys()
        if found:
            loose = all(key.startswith(_LOOSE) for key in found)
            shared += weight * (_LOOSELY if loose else 1.0)
            used.update(places[key] for key in found)
            continue
        missing += weight
        if missing > bearable:
            return 0.0, frozenset()
    factor = 1.0 if turns == wording.turns else _OTHER_POLARITY
    if asks and wording.asks and not asks & wording.asks:
        factor *= _OTHER_ASK
    return (factor * shared / wording.weight if used else 0.0), frozenset(used)


def passages(
    reading: Reading, _: tuple[Sought, ...], knowledge: Knowledge
) -> Iterator[Interpretation]:
    """The sentence of the source that says most of what the question says."""
    topic = reading.content
    if not topic or reading.form in (Form.POSITION, Form.COMPARE, Form.CHOICE):
        return
    best = _closest(topic, reading, knowledge)
    if best is None:
        return
    fit = _QUOTED_VERIFY if reading.form is Form.VERIFY else _QUOTED
    yield Interpretation(
        intent="passage",
        meaning=Quoted(best),
        used=_saying(reading, best),
        fit=fit * (1.0 if _fits(best, reading, knowledge) else _MISFIT),
        support=best.support,
        notes=(phrase("note.sentence", number=best.number + 1),),
    )


def _closest(topic: tuple[int, ...], reading: Reading, knowledge: Knowledge) -> Passage | None:
    """The sentence that says most of the topic, among those that name all that it names."""
    shares: dict[int, float] = {}
    for i in topic:
        for number, degree in knowledge.written.degrees(reading.tokens[i]).items():
            shares[number] = shares.get(number, 0.0) + reading.weights[i] * degree
    ranked = sorted(shares, key=lambda number: (-shares[number], number))
    passages = (knowledge.passages[number] for number in ranked)
    return next((p for p in passages if _names_all(p, reading, knowledge)), None)


def _names_all(passage: Passage, reading: Reading, knowledge: Knowledge) -> bool:
    """Whether the sentence speaks of everything that the question names."""
    spoken = passage.support.entities | {knowledge.main, knowledge.article}
    spoken |= {whole for name in passage.support.entities for whole in knowledge.whole_of(name)}
    named = (reading.tokens[i].refs(Role.ENTITY) for i in reading.tokens_with(Role.ENTITY))
    return not reading.tokens_with(Role.FOREIGN) and all(
        any(name in spoken for name in names) for names in named
    )


def _saying(reading: Reading, passage: Passage) -> frozenset[int]:
    """The words for saying, where the sentence names who is asked about."""
    named = any(name in passage.support.entities for name in reading.mentioned)
    return frozenset(reading.operators.get("say", ())) if named else frozenset()


def _fits(passage: Passage, reading: Reading, knowledge: Knowledge) -> bool:
    """Whether the sentence holds something of the kind that the question word asks for."""
    if "when" in reading.asks:
        dates = (figure for figure in passage.support.figures if figure.count("-") == 2)
        return any(not date.endswith("?-?") for date in dates)
    if "who" in reading.asks:
        asker = reading.mentioned  # 甲大学来的是谁 asks for people
        theirs = any(knowledge.plays(name, "organisation") for name in asker)
        return any(
            knowledge.plays(name, "person")
            or (not theirs and knowledge.plays(name, "organisation"))
            for name in passage.support.entities
        )
    if "how_many" in reading.asks:
        said = {
            n for i in reading.tokens_with(Role.NUMBER) for n in reading.tokens[i].refs(Role.NUMBER)
        }
        figures = {figure for figure in passage.support.figures if "-" not in figure}
        return (
            bool(figures - said)
            and "headcount" not in reading.asks
            and _counted(passage, reading, knowledge)
        )
    return not reading.asks & {"where", "position", "how_long"}


def _kinds_asked(reading: Reading, knowledge: Knowledge) -> Iterator[tuple[str, ...]]:
    for token in reading.tokens:
        if token.has(Role.ASK, "how_many"):
            yield knowledge.vocabulary.kinds_counted(token.phrase[-1:])


def _counted(passage: Passage, reading: Reading, knowledge: Knowledge) -> bool:
    """Whether the sentence has a number for what is to be counted, where a word names that."""
    asked = {kind for kinds in _kinds_asked(reading, knowledge) for kind in kinds}
    told = {
        kind for c in counters_in(passage.text) for kind in knowledge.vocabulary.kinds_counted(c)
    }
    if asked and told and not asked & told:
        return False  # 多少位 where the sentence tells of 三十所
    if reading.wanted is None:
        return True
    return counts(passage.text, reading.tokens[reading.wanted].phrase)
