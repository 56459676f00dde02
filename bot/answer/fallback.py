"""Small talk, refusals with what is known, and questions asked back."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from rapidfuzz import fuzz, process

from bot.answer.answer import Answer
from bot.answer.compose import compose
from bot.knowledge.index import Knowledge
from bot.model import Role, Status, Token, Utterance
from bot.understand.clauses import beside_asker
from bot.understand.form import Form
from bot.understand.interpretation import (
    Absent,
    Cited,
    Description,
    Interpretation,
    Relation,
)

_TOPICAL = (Role.ENTITY, Role.LITERAL, Role.TITLE, Role.KIND, Role.GROUP, Role.DATE, Role.PRONOUN,
            Role.ATTRIBUTE, Role.FOREIGN)  # fmt: skip
_MOST_CHOICES = 4
_MOST_SUGGESTIONS = 3
_MOST_WORDS = 3
_LONGEST_WORDS = 24  # characters of the question's own words that a refusal repeats
_SAME = 90  # … and from which it is the one that was just asked
_LONGEST_KNOWN = 160  # characters of what a refusal offers instead
_LEAST_NEAR = 0.2  # score from which an interpretation is near enough for that
_NEAR = 30  # rapidfuzz score from which a question is worth suggesting


def small_talk(utterance: Utterance, knowledge: Knowledge) -> Answer | None:
    """The reply to a message that is nothing but small talk, as typed or in plain Chinese; None
    for any other message."""
    chat = knowledge.chat
    raw = utterance.raw.strip().lower()
    name = chat.sort_of(utterance.text)
    if name is None and raw.isascii():  # English, before it is put into Chinese
        name = chat.sort_of(raw)
    return _chat(name, knowledge) if name is not None else None


def nearly_small_talk(text: str, knowledge: Knowledge) -> Answer | None:
    """The reply to a message that is much like small talk and names nothing else, apart from what
    the asker says of himself first."""
    asker = any(word in text for word in knowledge.vocabulary.operators["asker"])
    if not asker and knowledge.chat.nearly(text, asking=False) is None:
        return None
    tokens = knowledge.tokens(text)
    found = (_nearly(way, knowledge) for way in (tokens, beside_asker(tokens)))
    return next((_chat(name, knowledge) for name in found if name is not None), None)


def _nearly(tokens: tuple[Token, ...], knowledge: Knowledge) -> str | None:
    text = "".join(token.text for token in tokens)
    if knowledge.chat.nearly(text, asking=False) is None:
        return None
    if any(token.has_any(_TOPICAL) for token in tokens):
        return None
    return knowledge.chat.nearly(text, asking=any(token.has(Role.ASK) for token in tokens))


def _chat(name: str, knowledge: Knowledge) -> Answer:
    talk = next(talk for talk in knowledge.vocabulary.smalltalk if talk.name == name)
    examples = "".join(f"\n· {question}" for question in knowledge.questions[:_MOST_SUGGESTIONS])
    text = talk.reply.replace("{title}", knowledge.source.title).replace("{examples}", examples)
    return Answer(Status.SMALLTALK, text, suggestions=knowledge.questions[:_MOST_SUGGESTIONS])


def refusal(
    reasons: Sequence[Interpretation],
    interpretations: Sequence[Interpretation],
    tokens: Sequence[Token],
    knowledge: Knowledge,
) -> Answer:
    """An honest no: the reason, what the source does say nearby, and questions it answers."""
    near = _nearest(interpretations, tokens)
    known = compose(_plainly(near), knowledge) if near is not None else None
    if reasons and _sensible(reasons[0], knowledge):
        answer = compose(reasons[0], knowledge)
    else:
        answer = Answer(Status.REFUSED, _regret(near, tokens, knowledge))
    text = "".join(token.text for token in tokens)
    subjects = [ref for token in tokens for ref in token.refs(Role.ENTITY)]
    offered = known is not None and 0 < len(known.text) <= _LONGEST_KNOWN
    return Answer(
        status=Status.REFUSED,
        text=answer.text
        + (knowledge.vocabulary.reply("known", fact=known.text) if offered and known else ""),
        quotes=known.quotes if offered and known else (),
        subjects=answer.subjects or tuple(subjects[:1]),
        suggestions=suggestions(text, subjects, knowledge),
    )


def _sensible(reason: Interpretation, knowledge: Knowledge) -> bool:
    """Whether it can be missed: not where a thing of that kind never has the attribute."""
    match reason.meaning:
        case Absent(attribute, subject) if subject and attribute in knowledge.vocabulary.attributes:
            return knowledge.is_kind(subject, knowledge.vocabulary.attributes[attribute].of)
    return True


def _plainly(near: Interpretation) -> Interpretation:
    """The same without a verdict: beside a refusal, what is known is told, not whether it is so."""
    meaning = near.meaning
    if isinstance(meaning, Relation) and meaning.claims:
        meaning = replace(meaning, form=Form.OPEN, claims=(), items=())
    return replace(near, meaning=meaning, unconfirmed=())


def _nearest(
    interpretations: Sequence[Interpretation], tokens: Sequence[Token]
) -> Interpretation | None:
    """The best interpretation that answers something about what the question names."""
    for one in interpretations:
        if isinstance(one.meaning, Absent | Cited) or one.score < _LEAST_NEAR:
            continue
        named = (Role.ENTITY, Role.GROUP, Role.ATTRIBUTE, Role.KIND)
        if any(tokens[i].has_any(named) for i in one.used if i < len(tokens)):
            return one
    return None


def _regret(near: Interpretation | None, tokens: Sequence[Token], knowledge: Knowledge) -> str:
    """The words of the question that the source says nothing of."""
    reply = knowledge.vocabulary.reply
    missing = [tokens[i] for i in near.unexplained] if near is not None else tokens
    named = (t.text for t in missing if t.weight >= 0.5 and not t.has(Role.ENTITY))
    telling = (text for text in named if not _asks(text, knowledge))
    strange = tuple(dict.fromkeys(telling))[:_MOST_WORDS]
    unsaid = tuple(word for word in strange if word not in knowledge.source.everything.lower())
    if unsaid and len("".join(unsaid)) <= _LONGEST_WORDS:
        return reply("refused_words", words="”“".join(unsaid))
    return reply("refused_unsure" if strange else "refused_lost", title=knowledge.source.title)


def _asks(text: str, knowledge: Knowledge) -> bool:
    """Whether a phrase is a question in itself: 多少钱, 干了什么."""
    phrases = (p for ask in knowledge.vocabulary.asks.values() for p in ask.phrases)
    return any(len(phrase) > 1 and phrase in text for phrase in phrases)


def suggestions(text: str, subjects: Iterable[str], knowledge: Knowledge) -> tuple[str, ...]:
    """The questions nearest to a text that the knowledge answers; about what it names first."""
    about = [
        question for subject in subjects for question in knowledge.questions_about.get(subject, ())
    ]
    found = process.extract(
        text, about or knowledge.questions, scorer=fuzz.ratio, limit=_MOST_SUGGESTIONS + 1,
        score_cutoff=0 if about else _NEAR,
    )  # fmt: skip
    others = dict.fromkeys(question for question, ratio, _ in found if ratio < _SAME)
    return tuple(others)[:_MOST_SUGGESTIONS]


def follow_ups(answer: Answer, attribute: str, knowledge: Knowledge) -> tuple[str, ...]:
    """Questions worth asking next: others about what the answer is about, the next ones first."""
    subject = answer.subjects[0] if answer.subjects else ""
    attributes = knowledge.vocabulary.attributes
    asked = attributes[attribute].question if attribute in attributes else ""
    start = asked.replace("{subject}", knowledge.short(subject)).partition("{")[0]
    about = knowledge.questions_about.get(subject, ())
    at = next((n + 1 for n, text in enumerate(about) if start and text.startswith(start)), 0)
    others = (*about[at:], *about[: max(at - 1, 0)])
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
