"""The part of Telegram's updates that the bot reads, and nothing else.

Whatever the other parts hold, or a later Bot API adds, cannot make an update unreadable.
"""

from pydantic import BaseModel, ConfigDict, Field, ValidationError

_READ = ConfigDict(frozen=True, extra="ignore")
_CONTENT = frozenset(
    ("animation", "audio", "contact", "dice", "game", "location", "photo", "poll",
     "paid_media", "sticker", "story", "venue", "video", "video_note", "voice", "checklist")
)  # fmt: skip
KINDS = ("message", "edited_message", "callback_query", "inline_query", "my_chat_member")


class UnreadableError(Exception):
    """An update does not even hold what the bot needs."""


class User(BaseModel):
    """A person or bot."""

    model_config = _READ

    id: int
    language_code: str = ""


class Chat(BaseModel):
    """A conversation, a group or a channel."""

    model_config = _READ

    id: int
    type: str = "private"


class Quoted(BaseModel):
    """The message that a message replies to."""

    model_config = _READ

    message_id: int
    sender: User | None = Field(None, alias="from")


class Document(BaseModel):
    """A file that somebody sends; Telegram gives its content under `file_id`."""

    model_config = _READ

    file_id: str = ""
    file_name: str = ""
    file_size: int = 0


class Shown(BaseModel):
    """A button below a message."""

    model_config = _READ

    text: str = ""
    callback_data: str = ""


class Keyboard(BaseModel):
    """The buttons below a message."""

    model_config = _READ

    inline_keyboard: tuple[tuple[Shown, ...], ...] = ()


class Message(BaseModel):
    """A message in a chat."""

    model_config = ConfigDict(frozen=True, extra="allow")

    message_id: int
    chat: Chat
    sender: User | None = Field(None, alias="from")
    sender_chat: Chat | None = None
    text: str = ""
    caption: str = ""
    message_thread_id: int | None = None
    is_topic_message: bool = False
    reply_to_message: Quoted | None = None
    document: Document | None = None
    reply_markup: Keyboard | None = None

    @property
    def words(self) -> str:
        """What was written, with a picture or alone."""
        return self.text or self.caption

    @property
    def has_content(self) -> bool:
        """Whether somebody sent something, rather than Telegram noting that something happened."""
        written = bool(self.words) or self.document is not None
        return written or not _CONTENT.isdisjoint(self.model_extra or {})


class CallbackQuery(BaseModel):
    """A button was pressed."""

    model_config = _READ

    id: str
    sender: User = Field(alias="from")
    message: Message | None = None
    data: str = ""

    @property
    def label(self) -> str:
        """What the button shows; empty where Telegram does not tell."""
        keyboard = self.message.reply_markup if self.message is not None else None
        shown = (button for row in keyboard.inline_keyboard for button in row) if keyboard else ()
        return next((button.text for button in shown if button.callback_data == self.data), "")


class InlineQuery(BaseModel):
    """Somebody types `@bot …` in any chat."""

    model_config = _READ

    id: str
    sender: User = Field(alias="from")
    query: str = ""


class Member(BaseModel):
    """What the bot is in a chat."""

    model_config = _READ

    status: str


class MemberUpdate(BaseModel):
    """The bot was added to a chat, removed from it, blocked …"""

    model_config = _READ

    chat: Chat
    sender: User = Field(alias="from")
    old_chat_member: Member
    new_chat_member: Member


class Update(BaseModel):
    """One update; at most one of its parts is there, none where the bot has no use for it."""

    model_config = _READ

    update_id: int
    message: Message | None = None
    edited_message: Message | None = None
    callback_query: CallbackQuery | None = None
    inline_query: InlineQuery | None = None
    my_chat_member: MemberUpdate | None = None


def read(payload: str | bytes) -> Update:
    """An update from its JSON.

    Raises UnreadableError, which tells what is wrong and nothing of the content.
    """
    try:
        return Update.model_validate_json(payload)
    except ValidationError as error:
        places = (".".join(map(str, e["loc"])) + " " + e["type"] for e in error.errors())
        raise UnreadableError("; ".join(places)) from None
