"""Small talk, refusals with what is known, and questions asked back."""

import re

from rapidfuzz import fuzz, process

from bot.answer.answer import Answer
from bot.answer.compose import compose
from bot.answer.wording import sentences
from bot.knowledge.index import Knowledge
from bot.model import Role, Status, Token
from bot.understand.interpretation import Description, Interpretation, Relation

_MOST_CHOICES = 4
_MOST_WORDS = 3
_LONGEST_CHAT = 40


def small_talk(text: str, knowledge: Knowledge) -> Answer | None:
    """The reply to a message that is nothing but small talk; None for any other message."""
    if len(text) > _LONGEST_CHAT:
        return None
    vocabulary = knowledge.vocabulary
    parts = [p for p in re.split(r"[^\w]+", text) if p]
    whole = "".join(parts)
    for talk in vocabulary.smalltalk:
        known = {"".join(phrase.split()) for phrase in talk.phrases}
        for message in (whole, *parts[:1]):
            rest = whole if message == whole else ""
            if _is_chat(message, known, vocabulary.padding) and (
                message == whole or all(_known_chat(p, knowledge) for p in parts)
            ):
                return _chat(talk.reply, knowledge, rest)
    return None


def _known_chat(part: str, knowledge: Knowledge) -> bool:
    vocabulary = knowledge.vocabulary
    return any(
        _is_chat(part, {"".join(p.split()) for p in talk.phrases}, vocabulary.padding)
        for talk in vocabulary.smalltalk
    )


def _is_chat(message: str, known: set[str], padding: frozenset[str]) -> bool:
    """Whether a message is a known phrase, give or take the little words around it."""
    if message in known:
        return True
    for start in range(min(3, len(message))):
        for end in range(len(message), max(start, len(message) - 4), -1):
            head, tail = message[:start], message[end:]
            if message[start:end] in known and _padded(head, padding) and _padded(tail, padding):
                return True
    return False


def _padded(rest: str, padding: frozenset[str]) -> bool:
    while rest:
        longest = max((w for w in padding if rest.startswith(w)), key=len, default="")
        if not longest:
            return False
        rest = rest[len(longest) :]
    return True


def _chat(template: str, knowledge: Knowledge, _: str) -> Answer:
    examples = "".join(f"\n· {question}" for question in example_questions(knowledge)[:3])
    text = template.replace("{title}", knowledge.source.title).replace("{examples}", examples)
    return Answer(Status.SMALLTALK, text)


def example_questions(knowledge: Knowledge) -> tuple[str, ...]:
    """One question for each attribute of which the knowledge has facts, as the asker would ask."""
    found = []
    for attribute, facts in knowledge.by_attribute.items():
        spec = knowledge.vocabulary.attributes[attribute]
        if spec.question:
            found.append(spec.question.replace("{subject}", knowledge.short(facts[0].subject)))
    return tuple(found)


def all_questions(knowledge: Knowledge) -> tuple[str, ...]:
    """One question for every fact."""
    found = {}
    for fact in knowledge.facts:
        spec = knowledge.vocabulary.attributes[fact.attribute]
        if spec.question:
            found[spec.question.replace("{subject}", knowledge.short(fact.subject))] = None
    return tuple(found)


def refusal(
    reasons: tuple[Interpretation, ...], tokens: tuple[Token, ...], knowledge: Knowledge
) -> Answer:
    """An honest no: the reason if there is one, and what is known about what was named."""
    reply = knowledge.vocabulary.reply
    if reasons:
        answer = compose(reasons[0], knowledge)
        return answer
    strange = [t.text for t in tokens if t.weight >= 0.5 and not t.has(Role.ENTITY)][:_MOST_WORDS]
    if strange and len("".join(strange)) < 30:
        text = reply("refused_words", words="”“".join(strange))
    else:
        text = reply("refused_lost", title=knowledge.source.title)
    return Answer(Status.REFUSED, text)


def clarification(
    rivals: tuple[Interpretation, ...], tokens: tuple[Token, ...], knowledge: Knowledge
) -> Answer:
    """Ask back, with the names of what could be meant."""
    names = []
    for rival in rivals[:_MOST_CHOICES]:
        match rival.meaning:
            case Relation(subject=subject) if subject:
                names.append(subject)
            case Description(entity):
                names.append(entity)
    shared = next((t.text for t in tokens if set(names) <= set(t.refs(Role.ENTITY))), "")
    reply = knowledge.vocabulary.reply
    text = reply("clarify_entity", text=shared) if shared else reply("clarify")
    return Answer(Status.CLARIFY, text, (), (), (), tuple(dict.fromkeys(names)))
