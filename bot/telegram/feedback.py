"""What askers think of an answer: thumbs, reasons by button, words of their own."""

from dataclasses import replace

from bot.phrases import phrase
from bot.store.database import Work
from bot.store.questions import DOWN, UP, WORDS, Opinion, say
from bot.telegram import message as shown
from bot.telegram.event import Event
from bot.telegram.front import NOTHING, Front, Kept
from bot.telegram.message import Button

REASON = "r:"
_REASONS = ("wrong", "other", "partial", "unclear")
_OWN_WORDS = "w"


async def feedback(front: Front, event: Event, words: str) -> Kept:
    """/feedback: with words, keep them; without, the next message holds them."""
    memory = front.conversations.of(event.conversation)
    if words:
        return await heard(front, event, words, memory.key)
    front.conversations[event.conversation] = replace(memory, listening=memory.key)
    await front.say(event, phrase("telegram.feedback.ask"))
    return NOTHING


async def heard(front: Front, event: Event, words: str, key: str) -> Kept:
    """Keep what somebody wrote about an answer (about the bot, where the key is empty)."""
    memory = front.conversations.of(event.conversation)
    front.conversations[event.conversation] = replace(memory, listening=None)
    await front.say(event, phrase("telegram.feedback.thanks"))
    return (_opinion(front, event, key, WORDS, words),)


async def thumb(front: Front, event: Event) -> Kept:
    """A thumb under an answer; the one that points down is asked why."""
    key = event.payload[len(shown.UP) :]
    if event.payload.startswith(shown.UP):
        await front.delivery.acknowledge(
            event.press, front.scribe(event)(phrase("telegram.thanks"))
        )
        return (_opinion(front, event, key, UP),)
    await front.delivery.acknowledge(event.press)
    await front.say(event, phrase("telegram.feedback.why"), _reasons(front, event, key))
    return (_opinion(front, event, key, DOWN),)


async def reason(front: Front, event: Event) -> Kept:
    """A reason was chosen, or own words announced; the question for it is replaced by thanks."""
    key, _, name = event.payload.removeprefix(REASON).partition(":")
    await front.delivery.acknowledge(event.press)
    if name in _REASONS:
        text = phrase(f"telegram.feedback.reasons.{name}")
        told = front.worded(event, phrase("telegram.feedback.noted", reason=text))
        await front.delivery.edit(event.target, event.number, told)
        return (_opinion(front, event, key, WORDS, text),)
    memory = front.conversations.of(event.conversation)
    front.conversations[event.conversation] = replace(memory, listening=key)
    asked = front.worded(event, phrase("telegram.feedback.ask"))
    await front.delivery.edit(event.target, event.number, asked)
    return NOTHING


def _reasons(front: Front, event: Event, key: str) -> tuple[tuple[Button, ...], ...]:
    scribe = front.scribe(event)
    buttons = [
        scribe.button(phrase(f"telegram.feedback.reasons.{name}"), f"{REASON}{key}:{name}")
        for name in _REASONS
    ]
    own = scribe.button(phrase("telegram.feedback.own"), f"{REASON}{key}:{_OWN_WORDS}")
    return (tuple(buttons[:2]), tuple(buttons[2:]), (own,))


def _opinion(front: Front, event: Event, key: str, verdict: str, words: str = "") -> Work[None]:
    about = front.question_id(key) if key else ""
    opinion = Opinion(front.pseudonyms(event.user), about, verdict, front.clock(), words)
    return lambda connection: say(connection, opinion)
