"""The administration's buttons: what they send back is a prefix, a word, and what it is about."""

from bot.phrases import phrase
from bot.telegram.message import Button

PREFIX = "a:"


def button(name: str, about: object = "", **slots: object) -> Button:
    """The button of a name, labelled as the phrases say."""
    return Button(phrase(f"telegram.admin.buttons.{name}", **slots), f"{PREFIX}{name}:{about}")


def read(payload: str) -> tuple[str, str]:
    """The name of a button that was pressed, and what it is about."""
    name, _, about = payload.removeprefix(PREFIX).partition(":")
    return name, about
