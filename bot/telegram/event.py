"""What happened, in the bot's own terms: who wants what where."""

from collections.abc import Hashable
from dataclasses import dataclass, replace

from bot.telegram.delivery import Target
from bot.telegram.update import Document, Message, Update, User

_TRADITIONAL = ("zh-hant", "zh-tw", "zh-hk", "zh-mo")
_PRIVATE = "private"


@dataclass(frozen=True, slots=True)
class Event:
    """A message, an edited message or a press of a button.

    `number` is the message's; `words` what was written; `to_bot` tells that the message replies
    to one of the bot's; `press`, `payload` and `label` belong to a button. `traditional` is the
    reader's language as Telegram knows it.
    """

    update_id: int
    chat: int
    user: int
    number: int
    thread: int | None = None
    group: bool = False
    words: str = ""
    to_bot: bool = False
    as_group: bool = False
    press: str = ""
    payload: str = ""
    label: str = ""
    traditional: bool = False
    document: Document | None = None

    @property
    def conversation(self) -> Hashable:
        """Who talks where: a person in a chat, and in a topic of it."""
        return (self.chat, self.thread, self.user)

    @property
    def target(self) -> Target:
        """Where the reply goes: in a group, below what it replies to."""
        below = self.number if self.group and not self.press else None
        return Target(self.chat, self.thread, below)


def event_of(update: Update, bot: int) -> Event | None:
    """The event that an update of these kinds tells of; None where nobody asked anything."""
    query = update.callback_query
    if query is not None:
        if query.message is None:
            return None
        event = _event(update, query.message, query.sender, bot, query.id)
        return replace(event, payload=query.data, label=query.label)
    message = update.message or update.edited_message
    if message is None or not message.has_content:
        return None
    if message.sender is None or message.chat.type == "channel":
        return None
    return _event(update, message, message.sender, bot)


def _event(update: Update, message: Message, sender: User, bot: int, press: str = "") -> Event:
    quoted = message.reply_to_message
    return Event(
        update.update_id,
        message.chat.id,
        sender.id,
        message.message_id,
        thread=message.message_thread_id if message.is_topic_message else None,
        group=message.chat.type != _PRIVATE,
        words="" if press else message.words.strip(),
        to_bot=bool(quoted and quoted.sender and quoted.sender.id == bot),
        as_group=bool(message.sender_chat and message.sender_chat.id == message.chat.id),
        press=press,
        document=None if press else message.document,
        traditional=sender.language_code.lower().startswith(_TRADITIONAL),
    )
