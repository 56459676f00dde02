"""What the bot does with each kind of update; knows Telegram's objects, not its network."""

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncIterator, Hashable, Mapping
from typing import NamedTuple

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram import Message as TelegramMessage
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, Forbidden, NetworkError, TelegramError
from telegram.ext import ContextTypes

from bot.config import Thresholds
from bot.engine import ask
from bot.knowledge.index import Knowledge
from bot.model import Reply, Status
from bot.phrases import phrase
from bot.telegram.conversations import Conversations, Memory
from bot.telegram.message import Message, messages, pickable, quoted

_log = logging.getLogger(__name__)
_TYPING_AFTER = 0.5  # seconds of waiting after which the asker sees "typing"
_MOST_EXAMPLES = 4
Context = ContextTypes.DEFAULT_TYPE


class _View(NamedTuple):
    """One knowledge, and what its buttons stand for."""

    knowledge: Knowledge
    pickable: Mapping[str, str]


class Service:
    """Answers updates from one knowledge; remembers each conversation's latest turns."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._view = _View(knowledge, pickable(knowledge))
        self._conversations = Conversations()

    @property
    def knowledge(self) -> Knowledge:
        """What serves now."""
        return self._view.knowledge

    def swap(self, knowledge: Knowledge) -> None:
        """Serve this knowledge from now on; what is being answered keeps to the old one."""
        self._view = _View(knowledge, pickable(knowledge))

    async def on_start(self, update: Update, _: Context) -> None:
        """/start: what can be asked, with examples as buttons; the conversation begins anew."""
        self._conversations[_conversation(update)] = Memory()
        await _say(update, self._with_examples("telegram.start"))

    async def on_help(self, update: Update, _: Context) -> None:
        """/help: how to ask."""
        await _say(update, self._with_examples("telegram.help"))

    async def on_sources(self, update: Update, _: Context) -> None:
        """/sources: the words of the article behind the last answer."""
        reply = self._conversations[_conversation(update)].reply
        quotes = quoted(reply.sources) if reply else ""
        text = phrase("telegram.sources", quotes=quotes) if quotes else phrase("chat.no_sources")
        await _say(update, Message(text))

    async def on_text(self, update: Update, context: Context) -> None:
        """A question in words."""
        message = update.effective_message
        if message is not None and message.text:
            await self._answer(update, context, message.text)

    async def on_pick(self, update: Update, context: Context) -> None:
        """A button was pressed: the question that it offers."""
        query = update.callback_query
        if query is None:
            return
        question = self._view.pickable.get(query.data or "")
        with contextlib.suppress(BadRequest):  # a press that is too old to be acknowledged
            await query.answer(None if question else phrase("telegram.outdated"))
        if question is not None:
            await self._answer(update, context, question)

    async def on_other(self, update: Update, _: Context) -> None:
        """A picture, a voice message and the like."""
        await _say(update, self._with_examples("telegram.only_text"))

    async def on_error(self, update: object, context: Context) -> None:
        """Whatever went wrong: log it, and tell the asker where that is possible."""
        if isinstance(context.error, Forbidden):
            _log.info("a chat has blocked the bot")
            return
        _log.error("an update failed", exc_info=context.error)
        if isinstance(update, Update) and not isinstance(context.error, NetworkError):
            with contextlib.suppress(TelegramError):
                await _say(update, Message(phrase("telegram.failed")))

    async def _answer(self, update: Update, context: Context, question: str) -> None:
        key, knowledge = _conversation(update), self.knowledge
        async with _typing(update, context):
            session = self._conversations[key].session
            reply, session = ask(question, session, knowledge, Thresholds(), at=time.monotonic())
            self._conversations[key] = Memory(session, reply)
            _log.info("%s intent=%s score=%.2f", reply.status, reply.intent, reply.score)
            for message in messages(reply, knowledge):
                await _say(update, message)

    def _with_examples(self, key: str) -> Message:
        knowledge = self.knowledge
        text = phrase(key, title=knowledge.source.title)
        examples = knowledge.questions[:_MOST_EXAMPLES]
        reply = Reply(Status.SMALLTALK, text, suggestions=examples)
        return messages(reply, knowledge)[-1]


def _conversation(update: Update) -> Hashable:
    """Who talks where: a person in a chat (and in a topic of it)."""
    chat, user, message = update.effective_chat, update.effective_user, update.effective_message
    topic = message.message_thread_id if message else None
    return (chat.id if chat else None, topic, user.id if user else None)


@contextlib.asynccontextmanager
async def _typing(update: Update, context: Context) -> AsyncIterator[None]:
    """Shows that the bot is typing where the reply takes long."""
    task = asyncio.create_task(_type_later(update, context))
    try:
        yield
    finally:
        task.cancel()


async def _type_later(update: Update, context: Context) -> None:
    await asyncio.sleep(_TYPING_AFTER)
    chat = update.effective_chat
    if chat is not None:
        with contextlib.suppress(TelegramError):
            await context.bot.send_chat_action(chat.id, ChatAction.TYPING)


async def _say(update: Update, message: Message) -> None:
    target = update.effective_message
    if target is None or not message.text:
        return
    try:
        await _send(target, message, ParseMode.HTML)
    except BadRequest as error:
        if "parse" not in str(error).lower():
            raise
        _log.warning("Telegram could not parse a message; sent without markup")
        await _send(target, message, None)


async def _send(target: TelegramMessage, message: Message, mode: ParseMode | None) -> None:
    rows = [[InlineKeyboardButton(b.label, callback_data=b.payload)] for b in message.buttons]
    markup = InlineKeyboardMarkup(rows) if rows else None
    await target.reply_text(message.text, parse_mode=mode, reply_markup=markup)
