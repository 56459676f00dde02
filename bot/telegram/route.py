"""Which feature an event is for."""

from collections.abc import Awaitable, Callable, Mapping
from functools import cache

from bot.phrases import phrase
from bot.telegram import commands, feedback, groups, message, rankings, topics
from bot.telegram.administration import desk
from bot.telegram.administration.buttons import PREFIX as ADMINISTRATION
from bot.telegram.answering import answer, answer_again, given_to
from bot.telegram.event import Event
from bot.telegram.front import NOTHING, Front, Kept

Command = Callable[[Front, Event, str], Awaitable[Kept]]
COMMANDS: Mapping[str, Command] = {
    "start": commands.start,
    "help": commands.help_,
    "topics": topics.topics,
    "ranking": rankings.ranking,
    "sources": commands.sources,
    "feedback": feedback.feedback,
    "privacy": commands.privacy,
    "forget": commands.forget,
    "on": groups.switch_on,
    "off": groups.switch_off,
}
GROUP_COMMANDS = ("on", "off")
_BOT = "@"


async def on_words(front: Front, event: Event) -> Kept:
    """A message: a command, a question, feedback that was asked for, or nothing readable."""
    words = groups.spoken_to(front, event) if event.group else event.words
    if words is None:
        return NOTHING
    name, rest = _command(words)
    if groups.is_silent(front, event) and name != "on":
        return NOTHING
    if event.group and not words and not event.to_bot:
        name = "help"  # nothing but the bot's name
    if name in COMMANDS:
        return await COMMANDS[name](front, event, rest)
    if name in desk.COMMANDS and (not event.group or _BOT in words):
        return await desk.command(front, event, name, rest)
    return await _said(front, event, words)


async def _said(front: Front, event: Event, words: str) -> Kept:
    """What is no command that is known: what was asked for, or else a question."""
    listening = front.conversations.of(event.conversation).listening
    plain = bool(words) and not words.startswith("/")
    if listening is not None and plain and event.document is None:
        return await feedback.heard(front, event, words, listening)
    if plain or event.document is not None:
        done = await desk.heard(front, event)
        if done is not None:
            return done
    return await (answer if plain else _hint)(front, event, words)


async def on_edit(front: Front, event: Event) -> Kept:
    """A question was edited: so is its answer; what was no question is none now."""
    given = given_to(front, event)
    words = groups.spoken_to(front, event) if event.group else event.words
    if given is None or not words or _command(words)[0]:
        return NOTHING
    return await answer_again(front, event, words, given)


async def on_press(front: Front, event: Event) -> Kept:
    """A button was pressed."""
    if groups.is_silent(front, event):
        await front.delivery.acknowledge(event.press)
        return NOTHING
    if event.payload.startswith(ADMINISTRATION):
        return await desk.pressed(front, event)
    if event.payload.startswith(topics.PREFIX):
        return await topics.turn(front, event)
    if event.payload.startswith((message.UP, message.DOWN)):
        return await feedback.thumb(front, event)
    if event.payload.startswith(feedback.REASON):
        return await feedback.reason(front, event)
    question = _picked(front, event)
    if not question:
        text = front.scribe(event)(phrase("telegram.outdated"))
        await front.delivery.acknowledge(event.press, text)
        return NOTHING
    await front.delivery.acknowledge(event.press)
    return await answer(front, event, question, heading=question)


def _picked(front: Front, event: Event) -> str:
    """The question that a button asks; one from before a restart, or of another knowledge, asks
    what it shows. Empty where that is cut."""
    offered = front.conversations.of(event.conversation).offered
    known = offered.get(event.payload) or front.view.pickable.get(event.payload)
    if known is None and event.payload.startswith(message.PICK):
        known = "" if event.label.endswith(message.ENDED) else event.label
    return known or ""


async def _hint(front: Front, event: Event, words: str) -> Kept:
    """What the bot can do, for a command that it does not know or something that is no text."""
    if words and event.group and _BOT not in words:
        return NOTHING  # a command for another bot
    key = "telegram.unknown_command" if words else "telegram.only_text"
    await front.say(event, phrase(key), commands.examples(front, event))
    return NOTHING


def _command(words: str) -> tuple[str, str]:
    """The name of the command in a message, empty for none, and what follows it."""
    if words.startswith("/"):
        first, rest = (*words[1:].split(maxsplit=1), "", "")[:2]
        name = first.partition(_BOT)[0].lower()
        return _names().get(name, name), rest.strip()
    return _names().get(words, ""), ""


@cache
def _names() -> Mapping[str, str]:
    """Chinese word → command."""
    return {word: name for name in COMMANDS for word in phrase(f"telegram.words.{name}").split()}
