"""A knowledge folder → `Knowledge` that may serve, or every reason why it may not."""

from pathlib import Path

from bot.errors import KnowledgeError, Problem
from bot.knowledge.build import build
from bot.knowledge.check import check_records
from bot.knowledge.index import Knowledge
from bot.knowledge.provenance import check_provenance
from bot.knowledge.read import read_parts
from bot.text.tokenize import Segmenter

# problems in spite of which a knowledge can be built, if only to tell what else is wrong with it
_BORNE = frozenset(
    ("RW202", "RW205", "RW206", "RW207", "RW209", "RW211", "RW212", "RW213", "RW214")
)


def load(folder: Path, segmenter: Segmenter, before: Knowledge | None = None) -> Knowledge:
    """Read, check and build the knowledge in `folder`.

    What did not change since `before` is taken from it, which saves most of the time.
    Raises KnowledgeError with every problem found.
    """
    knowledge, problems = attempt(folder, segmenter, before)
    if knowledge is None or problems:
        raise KnowledgeError(problems)
    return knowledge


def attempt(
    folder: Path, segmenter: Segmenter, before: Knowledge | None = None
) -> tuple[Knowledge | None, tuple[Problem, ...]]:
    """The knowledge in `folder`, if it can be built at all, and every problem found: of names and
    references, and then of provenance. It may only serve where there are none.

    Raises KnowledgeError with every problem of form, without which nothing else can be told.
    """
    source, parts = read_parts(folder, before.stock.parts if before is not None else ())
    if before is not None and (source, parts) == (before.source, before.stock.parts):
        return before, ()
    problems = check_records(parts)
    if any(problem.code not in _BORNE for problem in problems):
        return None, problems
    knowledge = build(source, parts, segmenter, before)
    return knowledge, tuple(sorted({*problems, *check_provenance(knowledge)}))
