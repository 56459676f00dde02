"""Which of several lists holds more of a kind: 名字带甲字的，乙榜多还是丙榜多."""

from collections.abc import Iterator

from bot.knowledge.algebra import Combined, Values, evaluate
from bot.knowledge.index import Knowledge
from bot.model import Role
from bot.understand.about import subjects
from bot.understand.form import Form
from bot.understand.interpretation import Interpretation, Relation
from bot.understand.narrow import narrow
from bot.understand.read import Reading
from bot.understand.slices import Narrowed
from bot.understand.sought import Sought
from bot.understand.topic import support_of

_FIT = 0.97
_WAYS = {"most": Form.MORE, "fewest": Form.FEWER}


def sizes(
    reading: Reading, sought: tuple[Sought, ...], knowledge: Knowledge
) -> Iterator[Interpretation]:
    """The question read as one for the longest (shortest) of several lists, or of parts of them."""
    name = next((name for name in _WAYS if name in reading.operators), "")
    between = reading.form is Form.CHOICE or reading.asks & {"which", "who"}
    if not name or not between:
        return
    for one in sought:
        facts = knowledge.by_attribute.get(one.attribute, ())
        if len(knowledge.stated[one.attribute]) > 1 and any(fact.order for fact in facts):
            yield from _compared(reading, one, name, knowledge)


def _compared(
    reading: Reading, sought: Sought, name: str, knowledge: Knowledge
) -> Iterator[Interpretation]:
    kinds = (i for role in (Role.KIND, Role.GROUP) for i in reading.tokens_with(role))
    for subject in subjects(reading, sought, knowledge):
        used = sought.tokens.union(subject.tokens, reading.operators[name], kinds)
        lists = [Narrowed(Values(one, sought.attribute), used) for one in subject.names]
        parts = [narrow(one, reading, knowledge) for one in lists]
        if len(parts) < 2:
            continue
        query = Combined("either", tuple(part.query for part in parts))
        yield Interpretation(
            intent=sought.attribute,
            meaning=Relation(sought.attribute, "", query, _WAYS[name]),
            used=used.union(*(part.used for part in parts)),
            fit=_FIT,
            support=support_of(evaluate(query, knowledge).facts, sought.attribute, "", knowledge),
            notes=(f"{sought.attribute}←{'、'.join(subject.names)}",),
        )
