"""The knowledge that serves now."""

from dataclasses import dataclass

from bot.knowledge.index import Knowledge


@dataclass(slots=True)
class Live:
    """Holds the one value that changes while the bot runs.

    Whoever answers takes `knowledge` once and uses it to the end; a new version takes its place by
    one assignment, so that nothing is ever answered from half of each.
    """

    knowledge: Knowledge
