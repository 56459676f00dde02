"""`rongwen test`: the knowledge's own tests as a table, and which facts they never ask for."""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence

from bot.cli.junit import junit
from bot.cli.start import knowledge_for
from bot.cli.table import aligned
from bot.coverage import Coverage, coverage, named
from bot.errors import BotError
from bot.phrases import phrase
from bot.rehearse import Outcome, Verdict, outcomes

_TURNS = " → "


def run(arguments: argparse.Namespace) -> int:
    """Print the table; gives 1 where a test fails."""
    knowledge = knowledge_for(arguments)
    found = tuple(outcomes(knowledge))
    for line in (*_table(found), "", *_summary(found)):
        sys.stdout.write(line + "\n")
    for line in _covered(coverage(knowledge, found), whole=arguments.coverage):
        sys.stdout.write(line + "\n")
    if arguments.junit is not None:
        try:
            arguments.junit.write_bytes(junit(found))
        except OSError as error:
            reason = error.strerror
            raise BotError(phrase("cli.unwritable", file=arguments.junit, reason=reason)) from None
    return 1 if any(outcome.failure for outcome in found) else 0


def _table(found: Sequence[Outcome]) -> Iterator[str]:
    if found:
        rows = [
            (phrase(f"verdict.{one.verdict}"), f"{one.place.file}:{one.place.line}",
             _TURNS.join(one.asked), one.reply.text)
            for one in found
        ]  # fmt: skip
        yield from aligned((tuple(map(phrase, _HEADINGS)), *rows))
    for one in found:
        if one.failure:
            yield ""
            yield phrase("cli.test.failed", place=f"{one.place.file}:{one.place.line}",
                         ask=one.asked[-1], failure=one.failure)  # fmt: skip


_HEADINGS = tuple(f"cli.test.heading.{name}" for name in ("verdict", "place", "ask", "reply"))


def _summary(found: Sequence[Outcome]) -> Iterator[str]:
    counts = Counter(outcome.verdict for outcome in found)
    told = {verdict.value: counts[verdict] for verdict in Verdict}
    yield phrase("cli.test.summary", count=len(found), **told)


def _covered(covered: Coverage, *, whole: bool) -> Iterator[str]:
    yield phrase("cli.test.coverage_summary", asked=covered.asked, entries=len(covered.entries))
    if whole:
        yield from (f"  {line}" for line in named(covered.never))
    elif covered.never:
        yield phrase("cli.test.more", never=len(covered.never))
