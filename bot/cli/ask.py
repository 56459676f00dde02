"""`rongwen ask`: one question, or a stream of them, as plain lines or as JSON."""

import argparse
import json
import sys
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from bot.cli.start import knowledge_for, thresholds_for
from bot.config import Thresholds
from bot.engine import ask
from bot.errors import BotError
from bot.knowledge.index import Knowledge
from bot.model import Reply
from bot.phrases import phrase
from bot.session import Session

_MOST_SESSIONS = 10_000


def run(arguments: argparse.Namespace) -> int:
    """Answer the question given, or every line of standard input."""
    if not arguments.jsonl and not arguments.question and sys.stdin.isatty():
        raise BotError(phrase("cli.ask.nothing"))
    for line in _lines(arguments, knowledge_for(arguments), thresholds_for(arguments)):
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
    return 0


def _lines(
    arguments: argparse.Namespace, knowledge: Knowledge, thresholds: Thresholds
) -> Iterator[str]:
    if arguments.jsonl:
        yield from answers(sys.stdin, knowledge, thresholds)
    elif arguments.question:
        reply, _ = ask(arguments.question, Session(), knowledge, thresholds)
        yield from shown(reply, explain=arguments.explain)
    else:
        yield from dialogue(sys.stdin, knowledge, thresholds, explain=arguments.explain)


def shown(reply: Reply, *, explain: bool) -> Iterator[str]:
    """A reply as lines for a terminal."""
    yield reply.text
    for source in reply.sources:
        yield phrase("chat.source", quote=source.quote)
    if reply.suggestions and not reply.choices:
        yield phrase("chat.suggestions")
    for number, choice in enumerate(reply.choices or reply.suggestions, 1):
        yield phrase("chat.choice", number=number, choice=choice)
    if explain:
        yield ""
        yield from reply.explanation


def dialogue(
    lines: Iterable[str], knowledge: Knowledge, thresholds: Thresholds, *, explain: bool
) -> Iterator[str]:
    """One question a line, each with its reply below; an empty line begins anew.

    Raises BotError where there is no question at all.
    """
    session, asked = Session(), False
    for question in map(str.strip, lines):
        if not question:
            session = Session()
            continue
        reply, session = ask(question, session, knowledge, thresholds)
        asked = True
        yield phrase("chat.picked", question=question)
        yield from shown(replace(reply, suggestions=()), explain=explain)
        yield ""
    if not asked:
        raise BotError(phrase("cli.ask.nothing"))


def answers(lines: Iterable[str], knowledge: Knowledge, thresholds: Thresholds) -> Iterator[str]:
    """One JSON line for each input line; turns of one conversation share their session."""
    sessions: OrderedDict[str, Session] = OrderedDict()
    for line in lines:
        if line.strip():
            yield json.dumps(_answer(line, sessions, knowledge, thresholds), ensure_ascii=False)


def _answer(
    line: str,
    sessions: OrderedDict[str, Session],
    knowledge: Knowledge,
    thresholds: Thresholds,
) -> dict[str, object]:
    try:
        item = json.loads(line)
        question, conversation = item["question"], str(item.get("conversation", ""))
        if not isinstance(question, str):
            raise TypeError
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {"error": phrase("cli.ask.malformed", line=line.strip()[:80])}
    reply, session = ask(question, sessions.pop(conversation, Session()), knowledge, thresholds)
    sessions[conversation] = session
    if len(sessions) > _MOST_SESSIONS:
        sessions.popitem(last=False)
    return {
        "id": item.get("id"),
        "conversation": item.get("conversation"),
        "status": reply.status.value,
        "answer": reply.text,
        "intent": reply.intent,
        "score": reply.score,
        "sources": [{"quote": source.quote} for source in reply.sources],
        "choices": list(reply.choices),
    }
