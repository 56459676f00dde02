"""What a number or a counter of the question counts: 哪三个轮子, 多少家, 多少人."""

from bot.knowledge.algebra import Outcome
from bot.knowledge.index import Knowledge
from bot.knowledge.vocabulary import Attribute
from bot.model import Role, Token
from bot.text.numbers import counters_in, figures
from bot.understand.form import Form
from bot.understand.read import Reading

_NEAR = 3  # tokens from a number to the noun that it counts


def counted(reading: Reading, count: int) -> frozenset[int]:
    """The numbers that say how many values there are, each with the noun that is counted.

    None where it is asked how many there are.
    """
    if reading.form is Form.COUNT:
        return frozenset()
    found: set[int] = set()
    for i, token in enumerate(reading.tokens):
        if count > 1 and _number(token) == count:
            found.add(i)
            found.update(_noun(i, reading))
    return frozenset(found)


def _number(token: Token) -> int:
    """The number that a token says, alone or in a question word (哪三个); 0 for none."""
    if token.has(Role.NUMBER):
        return int(float(token.refs(Role.NUMBER)[0]))
    if not token.has(Role.ASK):
        return 0
    said = (figure for figure in figures(token.phrase) if figure.kind == "number")
    return int(float(next((figure.value for figure in said), 0)))


def _noun(number: int, reading: Reading) -> tuple[int, ...]:
    """The first word after a number, where it is nothing but a word."""
    for i in range(number + 1, min(number + 1 + _NEAR, len(reading.tokens))):
        token = reading.tokens[i]
        if token.has(Role.MARK) or token.has(Role.ASK):
            return ()
        if reading.weights[i] > 0:
            return (i,) if token.senses.roles <= {Role.WORD, Role.CONCEPT, Role.SHELL} else ()
    return ()


def counts_other_things(reading: Reading, spec: Attribute, knowledge: Knowledge) -> bool:
    """多少家 does not count texts."""
    kinds = knowledge.vocabulary.kinds
    if not kinds[spec.value].value or knowledge.vocabulary.plays(spec.value, "number"):
        return False
    counters = {t.phrase[-1:] for t in reading.tokens if t.has(Role.ASK, "how_many")}
    organisations = {
        counter
        for name, kind in kinds.items()
        if knowledge.vocabulary.plays(name, "organisation")
        for counter in kind.counters[:1]
    }
    return bool(counters & organisations - {knowledge.vocabulary.replies["counter"]})


def asks_people(reading: Reading, spec: Attribute, knowledge: Knowledge) -> bool:
    """多少人; where the value is a number, 多少位 too."""
    if "headcount" in reading.asks:
        return True
    person = knowledge.vocabulary.kind_of_role("person")
    counters = (t.phrase[-1:] for t in reading.tokens if t.has(Role.ASK, "how_many"))
    return knowledge.vocabulary.plays(spec.value, "number") and any(
        person in knowledge.vocabulary.kinds_counted(counter) for counter in counters
    )


def counts_people(spec: Attribute, found: Outcome, knowledge: Knowledge) -> bool:
    """Whether the values tell how many people there are: 30余所学校 does not."""
    vocabulary = knowledge.vocabulary
    if not vocabulary.plays(spec.value, "number"):
        return not spec.open
    counters = (counter for item in found.items for counter in counters_in(item.text))
    counted = [kinds for kinds in map(vocabulary.kinds_counted, counters) if kinds]
    person = vocabulary.kind_of_role("person")
    return not counted or any(person in kinds for kinds in counted)
