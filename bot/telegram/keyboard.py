"""Rows of buttons as Telegram takes them."""

import json
from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.telegram.message import Button


def keyboard(rows: Sequence[Sequence[Button]]) -> InlineKeyboardMarkup | None:
    """The keyboard below a message; none where there are no buttons."""
    if not rows:
        return None
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(b.label, callback_data=b.payload) for b in row] for row in rows]
    )


def keyboard_json(rows: Sequence[Sequence[Button]]) -> str:
    """The same in Telegram's own words."""
    buttons = [[{"text": b.label, "callback_data": b.payload} for b in row] for row in rows]
    return json.dumps({"inline_keyboard": buttons})
