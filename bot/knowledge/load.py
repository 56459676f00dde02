"""A knowledge folder → `Knowledge` that may serve, or every reason why it may not."""

from pathlib import Path

from bot.errors import KnowledgeError
from bot.knowledge.build import build
from bot.knowledge.check import check_records
from bot.knowledge.index import Knowledge
from bot.knowledge.provenance import check_provenance
from bot.knowledge.read import read_parts
from bot.text.tokenize import Segmenter


def load(folder: Path, segmenter: Segmenter, before: Knowledge | None = None) -> Knowledge:
    """Read, check and build the knowledge in `folder`.

    What did not change since `before` is taken from it, which saves most of the time.
    Raises KnowledgeError with every problem found (of form first, then of names and references,
    then of provenance: each kind can only be told once the kind before holds).
    """
    source, parts = read_parts(folder, before.stock.parts if before is not None else ())
    if before is not None and (source, parts) == (before.source, before.stock.parts):
        return before
    problems = check_records(parts)
    if not problems:
        knowledge = build(source, parts, segmenter, before)
        problems = check_provenance(knowledge)
    if problems:
        raise KnowledgeError(problems)
    return knowledge
