"""Which of the knowledge's entries its own tests ever ask for."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.knowledge.index import Knowledge
from bot.knowledge.terms import Fact, Faq, Statement
from bot.model import Reply, Status
from bot.rehearse import Outcome

Entry = Fact | Statement | Faq
_JOINT = "、"  # between the attributes of an intent that gives several


@dataclass(frozen=True, slots=True)
class Coverage:
    """Every fact, statement and faq of a knowledge, and those that no test asks for."""

    entries: tuple[Entry, ...]
    never: tuple[Entry, ...]

    @property
    def asked(self) -> int:
        """How many entries some test asks for."""
        return len(self.entries) - len(self.never)


def coverage(knowledge: Knowledge, outcomes: Iterable[Outcome]) -> Coverage:
    """What the tests with these outcomes cover."""
    entries: tuple[Entry, ...] = (*knowledge.facts, *knowledge.statements, *knowledge.faqs)
    replies = [outcome.reply for outcome in outcomes]
    never = (entry for entry in entries if not any(_gives(reply, entry) for reply in replies))
    return Coverage(entries, tuple(never))


def _gives(reply: Reply, entry: Entry) -> bool:
    """Whether a reply rests on an entry: asked for by its intent, with its quotes."""
    if isinstance(entry, Faq):
        return reply.intent in ("faq", "unknown") and entry.answer in reply.text
    if reply.status is not Status.ANSWERED:
        return False
    quoted = set(entry.quotes) <= {source.quote for source in reply.sources}
    return quoted and any(_asks(intent, entry) for intent in reply.intent.split(_JOINT))


def _asks(intent: str, entry: Fact | Statement) -> bool:
    return intent == (entry.attribute if isinstance(entry, Fact) else "statement")


def named(entries: Iterable[Entry]) -> Iterator[str]:
    """Entries in words, each with its place."""
    for entry in entries:
        place = entry.place
        said = entry.text if isinstance(entry, Statement) else ""
        said = entry.wordings[0].text if isinstance(entry, Faq) else said
        yield f"{place.file}:{place.line} {place.trail} {said}".rstrip()
