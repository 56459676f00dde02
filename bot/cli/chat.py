"""`rongwen chat`: a conversation in the terminal."""

import argparse
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from bot.cli.ask import shown
from bot.cli.start import knowledge_for, thresholds_for
from bot.config import Thresholds
from bot.engine import ask
from bot.knowledge.index import Knowledge
from bot.model import Reply
from bot.phrases import phrase
from bot.session import Session

_HISTORY = Path.home() / ".rongwen_history"
_LONGEST_HISTORY = 1000


def run(arguments: argparse.Namespace) -> int:
    """Talk until the input ends or /quit."""
    if sys.stdin.isatty():
        sys.stdout.write(phrase("chat.loading") + "\n")
    knowledge = knowledge_for(arguments)
    _remember_lines()
    sys.stdout.write(phrase("chat.welcome", title=knowledge.source.title) + "\n")
    for number, question in enumerate(knowledge.questions[:3], 1):
        sys.stdout.write(phrase("chat.choice", number=number, choice=question) + "\n")
    conversation = Conversation(knowledge, thresholds_for(arguments))
    while True:
        try:
            line = input(phrase("chat.prompt"))
        except EOFError:
            break
        if line.strip() in ("/quit", "/exit", "/q"):
            break
        for shown_line in conversation.lines(line):
            sys.stdout.write(shown_line + "\n")
    sys.stdout.write(phrase("chat.bye") + "\n")
    return 0


class Conversation:
    """One conversation: the session, and the last reply for what refers to it."""

    def __init__(self, knowledge: Knowledge, thresholds: Thresholds) -> None:
        self._knowledge = knowledge
        self._thresholds = thresholds
        self._session = Session()
        self._reply: Reply | None = None
        self._offered: tuple[str, ...] = knowledge.questions[:3]

    def lines(self, text: str) -> Iterator[str]:
        """What to show for one line that was typed."""
        text = text.strip()
        if not text:
            return
        if text.startswith("/"):
            yield from self._command(text[1:])
            return
        if text.isdigit() and 0 < int(text) <= len(self._offered):
            text = self._offered[int(text) - 1]
            yield phrase("chat.picked", question=text)
        self._reply, self._session = ask(
            text, self._session, self._knowledge, self._thresholds, at=time.monotonic()
        )
        self._offered = self._reply.choices or self._reply.suggestions
        yield from (line for line in shown(_plain(self._reply), explain=False))

    def _command(self, name: str) -> Iterator[str]:
        match name:
            case "help" | "h" | "?":
                yield phrase("chat.help")
            case "sources":
                yield from self._sources()
            case "explain":
                yield from self._reply.explanation if self._reply else ()
            case "new":
                self._session, self._reply = Session(), None
                yield phrase("chat.forgotten")
            case _:
                yield phrase("chat.unknown", command=name)

    def _sources(self) -> Iterator[str]:
        if self._reply is None or not self._reply.sources:
            yield phrase("chat.no_sources")
            return
        for source in self._reply.sources:
            yield phrase("chat.source", quote=source.quote)


def _plain(reply: Reply) -> Reply:
    """The reply without its sources, which /sources shows."""
    return Reply(reply.status, reply.text, choices=reply.choices, suggestions=reply.suggestions)


def _remember_lines() -> None:
    """Line editing with history, where the platform has it."""
    try:
        import readline  # noqa: PLC0415  (not on every platform)
    except ImportError:
        return
    try:
        readline.read_history_file(_HISTORY)
    except OSError:
        _HISTORY.touch(mode=0o600, exist_ok=True)
    readline.set_history_length(_LONGEST_HISTORY)
    import atexit  # noqa: PLC0415

    atexit.register(readline.write_history_file, _HISTORY)
