"""Two versions of a knowledge side by side: all that an administrator wants to know of a change."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.errors import Problem
from bot.knowledge.index import Knowledge
from bot.lint.lint import lint
from bot.preview.answers import Difference, answers, differences, questions_of
from bot.preview.changes import Change, changes
from bot.rehearse import Outcome, outcomes


@dataclass(frozen=True, slots=True)
class Preview:
    """What a change does.

    `changes` are entries, `differences` questions of which the reply differs (of `asked` that
    were tried), `broken` tests that no longer pass, `found` what lint newly points out.
    """

    changes: tuple[Change, ...] = ()
    differences: tuple[Difference, ...] = ()
    asked: int = 0
    broken: tuple[Outcome, ...] = ()
    found: tuple[Problem, ...] = ()


def preview(
    old: Knowledge | None, new: Knowledge, questions: Iterable[str], today: date
) -> Preview:
    """What changing `old` into `new` does; `questions` are tried beside those of both versions.

    Without an `old` (what is on the disk cannot be read) only the new version itself is tried.
    """
    if old is None:
        failing = tuple(one for one in outcomes(new) if one.failure)
        return Preview(broken=failing, found=lint(new, today))
    asked = tuple(dict.fromkeys((*questions_of(old), *questions_of(new), *questions)))
    return Preview(
        changes(old, new),
        differences(answers(old, asked), answers(new, asked)),
        len(asked),
        _broken(old, new),
        _newly_found(old, new, today),
    )


def _broken(old: Knowledge, new: Knowledge) -> tuple[Outcome, ...]:
    """Tests, of either version, that fail in the new one and did not in the old one."""
    tried = (one for tests in (old, new) for one in outcomes(new, tests))
    failing = {one.asked: one for one in tried if one.failure}
    before = {one.asked for one in outcomes(old) if one.failure}
    return tuple(one for asked, one in failing.items() if asked not in before)


def _newly_found(old: Knowledge, new: Knowledge, today: date) -> tuple[Problem, ...]:
    known = {(problem.code, problem.message) for problem in lint(old, today)}
    return tuple(p for p in lint(new, today) if (p.code, p.message) not in known)
