"""Tables of questions on the article's knowledge, with what their answers must hold.

A case in `known_failures.yaml` must keep failing until its entry is removed.
"""

from pathlib import Path

import pytest
import yaml

from bot.config import Thresholds
from bot.engine import ask
from bot.knowledge.index import Knowledge
from bot.knowledge.records import RehearsalRecord
from bot.rehearse import failure
from bot.session import Session

FOLDER = Path(__file__).parent / "questions"
KNOWN_FAILURES = frozenset(
    yaml.safe_load((FOLDER / "known_failures.yaml").read_text(encoding="utf-8")) or ()
)
CASES = [
    (path.stem, RehearsalRecord.model_validate(case))
    for path in sorted(FOLDER.glob("*.yaml"))
    if path.stem != "known_failures"
    for case in yaml.safe_load(path.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize(("table", "case"), CASES, ids=[f"{t}:{c.ask}" for t, c in CASES])
def test_question(knowledge: Knowledge, table: str, case: RehearsalRecord) -> None:
    session = Session()
    problems = []
    for turn in (case, *case.then):
        reply, session = ask(turn.ask, session, knowledge, Thresholds())
        detail = failure(turn, reply)
        if detail:
            problems.append(f"{turn.ask}：{detail}")
    if case.ask in KNOWN_FAILURES:
        assert problems, "a known failure passes now: remove it from known_failures.yaml"
    else:
        assert not problems, "\n".join(problems)


def test_every_known_failure_is_a_case() -> None:
    assert {case.ask for _, case in CASES} >= KNOWN_FAILURES
