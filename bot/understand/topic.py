"""What a question about an attribute is about, how sure that is, and what speaks for it."""

from dataclasses import dataclass

from bot.knowledge.index import Knowledge
from bot.knowledge.terms import Fact, Support
from bot.model import Role
from bot.understand.about import PLAIN, Subject
from bot.understand.read import Reading
from bot.understand.sought import Sought

_GUESSED = 0.75  # factor where the question word alone tells both attribute and subject
_TELLING = 0.3  # weight from which a word tells what was spoken of


@dataclass(frozen=True, slots=True)
class Topic:
    """An attribute of one or several subjects, as far as a question is about it."""

    sought: Sought
    subject: Subject

    @property
    def fit(self) -> float:
        """How well attribute and subject fit the question, 0–1."""
        guessed = not self.sought.tokens and not self.subject.tokens
        return self.sought.strength * self.subject.fit * (_GUESSED if guessed else 1.0)


def says_more(reading: Reading, sought: Sought, used: frozenset[int], support: Support) -> bool:
    """讲这个道理的是甲吧: somebody is said to have spoken of something that nothing tells."""
    saying = bool(sought.tokens) and sought.tokens <= set(reading.operators.get("say", ()))
    told = any(reading.tokens[i].senses.roles <= PLAIN for i in used - sought.tokens)
    rest = (i for i in reading.content if i not in used)
    borne = {
        i
        for i in reading.tokens_with(Role.LITERAL)
        if any(ref in support.text for ref in reading.tokens[i].refs(Role.LITERAL))
    }
    more = (i for i in rest if i not in borne)
    return saying and not told and any(reading.weights[i] >= _TELLING for i in more)


def merely_says(reading: Reading, sought: Sought) -> bool:
    """甲主张什么 asks for the words rather than for the talk or for who gave it."""
    saying = frozenset(reading.operators.get("say", ()))
    return bool(sought.tokens) and sought.tokens <= saying and not reading.specific


def support_of(
    facts: tuple[Fact, ...], attribute: str, subject: str, knowledge: Knowledge
) -> Support:
    """What the facts say, and who the things in them are."""
    spec = knowledge.vocabulary.attributes[attribute]
    names = {subject} if subject else {fact.subject for fact in facts}
    if not knowledge.vocabulary.kinds[spec.value].value:
        names |= {value.entity for fact in facts for value in fact.values if value.entity}
    known = (knowledge.identity[name] for name in sorted(names) if name in knowledge.identity)
    return knowledge.together((*(fact.support for fact in facts), *known))


def notes_on(topic: Topic, reading: Reading) -> tuple[str, ...]:
    """Which words made the attribute and the subject, and how sure that is."""
    sought, subject = topic.sought, topic.subject
    said = "、".join(reading.tokens[i].text for i in sorted(sought.tokens)) or "-"
    by = "、".join(reading.tokens[i].text for i in sorted(subject.tokens)) or "-"
    return (
        f"{sought.attribute}←{said} {sought.strength:.2f}",
        f"{'、'.join(subject.names)}←{by} {subject.fit:.2f}",
    )
