"""What the bot does at a command, or at the Chinese word for it."""

import html
from collections.abc import Iterator

from bot.phrases import phrase
from bot.store import drafts
from bot.store.questions import forget as forget_all
from bot.telegram.conversations import Memory
from bot.telegram.event import Event
from bot.telegram.front import NOTHING, Front, Kept
from bot.telegram.message import MAX_UNITS, Button, Message, units

_EXAMPLES = 4
_FROM = 60  # questions that examples are taken from: those about the main thing come first
_LONGEST_PASSAGES = MAX_UNITS - 200


async def start(front: Front, event: Event, _: str) -> Kept:
    """What can be asked, with examples; the conversation begins anew."""
    front.conversations[event.conversation] = Memory()
    title = front.view.knowledge.source.title
    await front.say(event, phrase("telegram.start", title=title), examples(front, event))
    return NOTHING


async def help_(front: Front, event: Event, _: str) -> Kept:
    """How to ask."""
    text = phrase("telegram.help", bot=front.username)
    await front.say(event, text, examples(front, event))
    return NOTHING


async def privacy(front: Front, event: Event, _: str) -> Kept:
    """What is stored, for how long, and how to have it deleted."""
    await front.say(event, phrase("telegram.privacy", days=f"{front.retention_days:g}"))
    return NOTHING


async def forget(front: Front, event: Event, _: str) -> Kept:
    """Delete all that is stored of whoever asks for it."""
    asker = front.pseudonyms(event.user)
    count = await front.desk.do(lambda connection: forget_all(connection, asker))
    await front.desk.do(lambda connection: drafts.forget(connection, asker))
    front.conversations.drop(event.user)
    front.given.drop(event.user)
    await front.say(event, phrase("telegram.forgotten", count=count))
    return NOTHING


async def sources(front: Front, event: Event, _: str) -> Kept:
    """The passages of the article behind the last answer, the quoted words in bold."""
    reply = front.conversations.of(event.conversation).reply
    quotes = tuple(source.quote for source in reply.sources) if reply else ()
    if not quotes:
        await front.say(event, phrase("telegram.no_sources"))
        return NOTHING
    found = tuple(passages(front.view.knowledge.source.text, quotes))
    text = phrase("telegram.sources", quotes="\n\n".join(marked(p, quotes) for p in found))
    await front.delivery.send(event.target, Message(text, plain="\n\n".join(found)))
    return NOTHING


def examples(front: Front, event: Event) -> tuple[tuple[Button, ...], ...]:
    """Buttons for a few questions, others each time."""
    pool = front.view.knowledge.questions[:_FROM]
    chosen = front.random.sample(pool, min(_EXAMPLES, len(pool)))
    return front.scribe(event).picks(chosen)


def passages(article: str, quotes: tuple[str, ...]) -> Iterator[str]:
    """The paragraphs that hold the quotes, or else the quotes, as many as fit in a message."""
    paragraphs = [line.strip() for line in article.splitlines() if line.strip()]
    room = _LONGEST_PASSAGES
    for quote in quotes:
        held = [paragraph for paragraph in paragraphs if quote in paragraph]
        paragraphs = [paragraph for paragraph in paragraphs if paragraph not in held]
        for passage in held or ([quote] if quote not in article else []):
            room -= units(passage) + 2
            if room < 0:
                return
            yield passage


def marked(passage: str, quotes: tuple[str, ...]) -> str:
    """The passage in HTML with its quotes in bold."""
    text = html.escape(passage, quote=False)
    for quote in sorted(quotes, key=len, reverse=True):
        escaped = html.escape(quote, quote=False)
        if f"<b>{escaped}" not in text and not _inside_bold(text, escaped):
            text = text.replace(escaped, f"<b>{escaped}</b>", 1)
    return text


def _inside_bold(text: str, words: str) -> bool:
    before = text[: text.find(words)]
    return before.count("<b>") > before.count("</b>")
