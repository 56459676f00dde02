"""Questions made from the knowledge itself: names × ways to ask for an attribute."""

from collections.abc import Iterator
from itertools import product

from bot.knowledge.index import Knowledge
from bot.knowledge.terms import Fact

_MOST_NAMES, _MOST_CUES = 3, 6


def generated(knowledge: Knowledge) -> Iterator[tuple[str, Fact]]:
    """Questions that some fact answers, with the fact; the plainest ones of every fact first."""
    for templates in knowledge.vocabulary.generate:
        for fact in knowledge.facts:
            spec = knowledge.vocabulary.attributes[fact.attribute]
            entity = knowledge.entities[fact.subject]
            names = (knowledge.short(fact.subject), *entity.names)
            pairs = product(dict.fromkeys(names[: _MOST_NAMES + 1]), spec.cues[:_MOST_CUES])
            for name, cue in pairs:
                yield templates.replace("{name}", name).replace("{cue}", cue), fact
