"""Small talk, refusals with what is known, and questions asked back."""

from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz, process

from bot.answer.answer import Answer
from bot.answer.compose import compose
from bot.knowledge.index import Knowledge
from bot.model import Role, Status, Token
from bot.understand.interpretation import Description, Interpretation, Relation

_MOST_CHOICES = 4
_MOST_SUGGESTIONS = 3
_MOST_WORDS = 3
_LONGEST_WORDS = 24  # characters of the question's own words that a refusal repeats
_NEAR = 30  # rapidfuzz score from which a question is worth suggesting


def small_talk(text: str, knowledge: Knowledge) -> Answer | None:
    """The reply to a message that is nothing but small talk; None for any other message."""
    name = knowledge.chat.sort_of(text)
    if name is None:
        return None
    talk = next(talk for talk in knowledge.vocabulary.smalltalk if talk.name == name)
    examples = "".join(f"\n· {question}" for question in knowledge.questions[:_MOST_SUGGESTIONS])
    text = talk.reply.replace("{title}", knowledge.source.title).replace("{examples}", examples)
    return Answer(Status.SMALLTALK, text, suggestions=knowledge.questions[:_MOST_SUGGESTIONS])


def refusal(
    reasons: Sequence[Interpretation], tokens: Sequence[Token], knowledge: Knowledge
) -> Answer:
    """An honest no: the reason if there is one, and questions that can be answered."""
    if reasons:
        answer = compose(reasons[0], knowledge)
    else:
        answer = Answer(Status.REFUSED, _regret(tokens, knowledge))
    text = "".join(token.text for token in tokens)
    subjects = [ref for token in tokens for ref in token.refs(Role.ENTITY)]
    return Answer(
        status=Status.REFUSED,
        text=answer.text,
        subjects=answer.subjects or tuple(subjects[:1]),
        suggestions=suggestions(text, subjects, knowledge),
    )


def _regret(tokens: Sequence[Token], knowledge: Knowledge) -> str:
    reply = knowledge.vocabulary.reply
    strange = [t.text for t in tokens if t.weight >= 0.5 and not t.has(Role.ENTITY)][:_MOST_WORDS]
    if strange and len("".join(strange)) <= _LONGEST_WORDS:
        return reply("refused_words", words="”“".join(strange))
    return reply("refused_lost", title=knowledge.source.title)


def suggestions(text: str, subjects: Iterable[str], knowledge: Knowledge) -> tuple[str, ...]:
    """The questions nearest to a text that the knowledge answers; about what it names first."""
    about = [
        question for subject in subjects for question in knowledge.questions_about.get(subject, ())
    ]
    found = process.extract(
        text, about or knowledge.questions, scorer=fuzz.ratio, limit=_MOST_SUGGESTIONS,
        score_cutoff=0 if about else _NEAR,
    )  # fmt: skip
    return tuple(dict.fromkeys(question for question, _, _ in found))


def follow_ups(answer: Answer, attribute: str, knowledge: Knowledge) -> tuple[str, ...]:
    """Questions worth asking next: others about what the answer is about, the next ones first."""
    subject = answer.subjects[0] if answer.subjects else ""
    attributes = knowledge.vocabulary.attributes
    asked = attributes[attribute].question if attribute in attributes else ""
    text = asked.replace("{subject}", knowledge.short(subject))
    about = knowledge.questions_about.get(subject, ())
    at = about.index(text) + 1 if text in about else 0
    others = [question for question in (*about[at:], *about[:at]) if question != text]
    return tuple(others[:_MOST_SUGGESTIONS])


def clarified(
    rivals: Sequence[Interpretation], tokens: Sequence[Token], knowledge: Knowledge
) -> Answer:
    """Ask back, with the names of what could be meant; answer where all would say the same."""
    answers = [compose(rival, knowledge) for rival in rivals]
    if len({answer.text for answer in answers}) == 1:
        return answers[0]
    names = tuple(dict.fromkeys(_named(rival) for rival in rivals))[:_MOST_CHOICES]
    shared = next((t.text for t in tokens if set(names) <= set(t.refs(Role.ENTITY))), "")
    reply = knowledge.vocabulary.reply
    text = reply("clarify_entity", text=shared) if shared else reply("clarify")
    return Answer(Status.CLARIFY, text, choices=names)


def _named(rival: Interpretation) -> str:
    match rival.meaning:
        case Relation(subject=subject):
            return subject
        case Description(entity):
            return entity
    return rival.intent
