"""Whether the values of an attribute are of the kind that the question words ask for."""

from bot.knowledge.algebra import Outcome
from bot.knowledge.index import Knowledge
from bot.knowledge.vocabulary import Attribute
from bot.model import Role
from bot.text.numbers import counters_in, tells_clock
from bot.understand.form import Form
from bot.understand.read import Reading
from bot.understand.sought import Sought, asks_post


def fits(
    reading: Reading, sought: Sought, spec: Attribute, found: Outcome, knowledge: Knowledge
) -> bool:
    """Whether what is found answers the question words, or they belong to what is named."""
    return _tells_time_asked(reading, spec, found, knowledge) and (
        _names_itself(reading, sought, spec, knowledge) or _fits(reading, spec, found, knowledge)
    )


def measures(reading: Reading, spec: Attribute, found: Outcome, knowledge: Knowledge) -> bool:
    """Whether values are amounts in the unit asked for, if any is: 多少年 is no count of posts."""
    if "measure" not in reading.asks:
        return True
    asked = "".join(t.phrase for t in reading.tokens if t.has(Role.ASK, "measure"))
    counters = [counter for item in found.items for counter in counters_in(item.text)]
    if not counters:
        return knowledge.vocabulary.plays(spec.value, "number")
    dated = knowledge.vocabulary.plays(spec.value, "date")
    return not dated and any(counter in asked for counter in counters)


def _names_itself(reading: Reading, sought: Sought, spec: Attribute, knowledge: Knowledge) -> bool:
    """凭什么, 依据在哪: the question word belongs to the name of what is asked for."""
    tokens = [reading.tokens[i] for i in sought.tokens]
    text = knowledge.vocabulary.kinds[spec.value].value and spec.value not in reading.asked
    place = text or knowledge.vocabulary.plays(spec.value, "organisation")
    where = reading.asks == {"where"} and sought.named and place
    return bool(where) or any(
        token.has(Role.ASK) and token.has(Role.ATTRIBUTE, sought.attribute) for token in tokens
    )


def _tells_time_asked(
    reading: Reading, spec: Attribute, found: Outcome, knowledge: Knowledge
) -> bool:
    """Whether a date tells the time of day, where that is asked for."""
    asked = "clock" in reading.asks and knowledge.vocabulary.plays(spec.value, "date")
    return not asked or any(tells_clock(item.text) for item in found.items)


def _fits(reading: Reading, spec: Attribute, found: Outcome, knowledge: Knowledge) -> bool:
    """Whether the values are of a kind that the question words ask for."""
    if _asks_people(reading, spec, knowledge) and not _counts_people(spec, found, knowledge):
        return False
    if reading.form is Form.COUNT and _counts_other_things(reading, spec, knowledge):
        return False
    if reading.asks.intersection(spec.ask) or not reading.asked:
        return True
    if spec.posts and asks_post(reading, knowledge):
        return True
    number = knowledge.vocabulary.kind_of_role("number")
    if reading.asked <= {number} and reading.form is Form.COUNT:
        return True
    kinds = {knowledge.kind_of(item.entity) if item.entity else spec.value for item in found.items}
    kinds |= {
        knowledge.kind_of(whole)
        for item in found.items
        for name in item.support.entities
        for whole in (name, *knowledge.whole_of(name))
        if spec.posts
    }
    return _in_units(reading, spec, found, knowledge) and any(
        reading.asks_for(kind, knowledge.vocabulary) for kind in kinds or {spec.value}
    )


def _in_units(reading: Reading, spec: Attribute, found: Outcome, knowledge: Knowledge) -> bool:
    """Whether numbers are in units of what is asked for: 三年 for 多久, not for 多少钱."""
    vocabulary = knowledge.vocabulary
    if not vocabulary.plays(spec.value, "number") or spec.value in reading.asked:
        return True
    units = [unit for kind in reading.asked if kind in vocabulary.kinds
             for unit in vocabulary.kinds[kind].units]  # fmt: skip
    return not units or any(unit in item.text for unit in units for item in found.items)


def _counts_other_things(reading: Reading, spec: Attribute, knowledge: Knowledge) -> bool:
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


def _asks_people(reading: Reading, spec: Attribute, knowledge: Knowledge) -> bool:
    """多少人; where the value is a number, 多少位 too."""
    if "headcount" in reading.asks:
        return True
    person = knowledge.vocabulary.kind_of_role("person")
    counters = (t.phrase[-1:] for t in reading.tokens if t.has(Role.ASK, "how_many"))
    return knowledge.vocabulary.plays(spec.value, "number") and any(
        person in knowledge.vocabulary.kinds_counted(counter) for counter in counters
    )


def _counts_people(spec: Attribute, found: Outcome, knowledge: Knowledge) -> bool:
    """Whether the values tell how many people there are: 30余所学校 does not."""
    vocabulary = knowledge.vocabulary
    if not vocabulary.plays(spec.value, "number"):
        return not spec.open
    counters = (counter for item in found.items for counter in counters_in(item.text))
    counted = [kinds for kinds in map(vocabulary.kinds_counted, counters) if kinds]
    person = vocabulary.kind_of_role("person")
    return not counted or any(person in kinds for kinds in counted)
