"""What keeps a change from being made, in words that an administrator can act on."""

from bot.errors import BotError


class EditError(BotError):
    """The change asked for makes no sense for this knowledge, or cannot be written."""


class StaleError(BotError):
    """The knowledge has been changed since the change was proposed: propose it anew."""
