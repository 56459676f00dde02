"""`rongwen unanswered`: what askers did not get an answer to, most frequent first."""

import argparse
import csv
import json
import sys
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from bot.config import load_config
from bot.errors import BotError
from bot.phrases import phrase
from bot.store.alike import Alike, alike
from bot.store.database import open_store
from bot.store.questions import Opinion, opinions, unanswered

_DAY = 86_400


def run(arguments: argparse.Namespace) -> int:
    """List them, or write them to a file for a spreadsheet (.csv) or a program (.jsonl)."""
    store = open_store(load_config(arguments.knowledge).store)
    since = time.time() - arguments.days * _DAY
    found = alike(store.do(lambda connection: unanswered(connection, since)))[: arguments.limit]
    said = store.do(lambda connection: opinions(connection, since))
    store.close()
    if arguments.export is not None:
        _export(found, arguments.export)
        return 0
    for line in (*_lines(found, explain=arguments.explain), *_general(said)):
        sys.stdout.write(line + "\n")
    return 0


def _lines(found: tuple[Alike, ...], *, explain: bool) -> Iterator[str]:
    if not found:
        yield phrase("cli.unanswered.none")
    for one in found:
        yield phrase(
            "cli.unanswered.line", count=one.count, askers=one.askers, question=one.question,
            status=phrase(f"status.{one.latest.status}"),
        )  # fmt: skip
        if len(one.wordings) > 1:
            yield phrase("cli.unanswered.wordings", wordings="、".join(one.wordings[1:]))
        for words in one.said:
            yield phrase("cli.unanswered.said", words=words.replace("\n", "；"))
        if explain:
            yield phrase("cli.unanswered.answer", answer=one.latest.answer)
            yield from (f"      {line}" for line in one.latest.explanation.splitlines())


def _general(said: tuple[Opinion, ...]) -> Iterator[str]:
    """What was said about the bot rather than about an answer."""
    words = [opinion.words for opinion in said if opinion.words and not opinion.about]
    if words:
        yield phrase("cli.unanswered.general")
    for one in words:
        yield phrase("cli.unanswered.said", words=one.replace("\n", "；"))


def _export(found: tuple[Alike, ...], file: Path) -> None:
    rows = [_row(one) for one in found]
    try:
        if file.suffix == ".csv":
            _write_csv(rows, file)
        elif file.suffix == ".jsonl":
            lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
            file.write_text("".join(lines), encoding="utf-8")
        else:
            raise BotError(phrase("cli.unanswered.suffix", file=file.name))
    except OSError as error:
        raise BotError(phrase("cli.unanswered.unwritable", reason=error.strerror)) from None
    sys.stdout.write(phrase("cli.unanswered.exported", count=len(rows), file=file) + "\n")


def _write_csv(rows: Iterable[dict[str, object]], file: Path) -> None:
    with file.open("w", encoding="utf-8-sig", newline="") as out:  # the mark is for Excel
        names = phrase("cli.unanswered.columns").split()
        writer = csv.writer(out)
        writer.writerow(names)
        writer.writerows([_cell(value) for value in row.values()] for row in rows)


def _cell(value: object) -> object:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@") else value


def _row(one: Alike) -> dict[str, object]:
    return {
        "question": one.question,
        "count": one.count,
        "askers": one.askers,
        "status": one.latest.status,
        "latest": datetime.fromtimestamp(one.latest.at, UTC).isoformat(timespec="seconds"),
        "wordings": "\n".join(one.wordings[1:]),
        "said": "\n".join(one.said),
        "answer": one.latest.answer,
        "explanation": one.latest.explanation,
    }
