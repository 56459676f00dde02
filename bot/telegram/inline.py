"""Inline mode: `@bot …` in any chat gives answers to choose from."""

import time
from collections.abc import Iterator

from rapidfuzz import fuzz, process
from telegram import InlineQueryResultArticle, InputTextMessageContent
from telegram.constants import ParseMode

from bot.model import Reply, Status
from bot.session import Session
from bot.telegram.front import Front
from bot.telegram.live import View
from bot.telegram.message import PICK, Setting, messages, payload_of
from bot.telegram.update import InlineQuery

_MOST = 10
_LONGEST_QUERY, _LONGEST_LINE = 60, 100


async def suggest(front: Front, query: InlineQuery) -> None:
    """Show up to ten answers for what is being typed."""
    begin = time.perf_counter()
    async with front.engine:
        found = tuple(
            _article(question, reply, view=front.view)
            for question, reply in answers(front.view, query.query.strip()[:_LONGEST_QUERY])
        )
    front.metrics.seconds.labels("inline").observe(time.perf_counter() - begin)
    await front.delivery.offer(query.id, found)


def answers(view: View, text: str) -> Iterator[tuple[str, Reply]]:
    """The answer to the text itself, where there is one, then to the questions nearest to it."""
    questions = view.knowledge.questions
    direct = view.ask(text, Session(), 0.0)[0] if text else None
    traditional = direct is not None and direct.traditional
    simple = view.knowledge.normalizer(text).text
    near = process.extract(simple, questions, scorer=fuzz.partial_ratio, limit=_MOST * 2)
    candidates = (question for question, _, _ in near) if text else iter(questions)
    seen = set()
    if direct is not None and direct.status is Status.ANSWERED:
        seen.add(direct.text)
        yield text, direct
    for question in candidates:
        reply = view.ask(question, Session(), 0.0)[0]
        if reply.status is Status.ANSWERED and reply.text not in seen and len(seen) < _MOST:
            seen.add(reply.text)
            yield question, _in_script(reply, traditional=traditional)


def _in_script(reply: Reply, *, traditional: bool) -> Reply:
    if not traditional:
        return reply
    return Reply(reply.status, reply.text, reply.intent, reply.score, reply.sources,
                 traditional=True)  # fmt: skip


def _article(question: str, reply: Reply, view: View) -> InlineQueryResultArticle:
    bare = Reply(reply.status, reply.text, sources=reply.sources, traditional=reply.traditional)
    shown = messages(bare, view.knowledge, Setting(heading=question))[0]
    asked, _, told = shown.plain.partition("\n")
    return InlineQueryResultArticle(
        id=payload_of(question).removeprefix(PICK),
        title=asked,
        description=told[:_LONGEST_LINE],
        input_message_content=InputTextMessageContent(shown.text, ParseMode.HTML),
    )
