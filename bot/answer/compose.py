"""Any meaning → its answer: facts, statements, descriptions, faq, quotations, refusals."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.answer.answer import Answer, joined
from bot.answer.facts import count, longest, opened
from bot.answer.order import position
from bot.answer.verdict import choice, verdict
from bot.answer.wording import sentences
from bot.knowledge.index import Knowledge
from bot.knowledge.terms import Statement
from bot.model import Role, Status
from bot.understand.form import Form
from bot.understand.interpretation import (
    Absent,
    Cited,
    Description,
    Interpretation,
    Meaning,
    Quoted,
    Relation,
    Sayings,
    Several,
)
from bot.understand.premise import Premise

_LONGEST_DESCRIPTION = 240
_MOST_FACTS = 2
_FORMS: Mapping[Form, Callable[[Relation, Knowledge], Answer]] = {
    Form.COUNT: count,
    Form.POSITION: position,
    Form.VERIFY: verdict,
    Form.CHOICE: choice,
    Form.MORE: longest,
    Form.FEWER: longest,
}


def compose(interpretation: Interpretation, knowledge: Knowledge) -> Answer:
    """The answer that an interpretation gives."""
    answer = _answer(interpretation.meaning, knowledge)
    untold = any(not _tells(answer.text, word, knowledge) for word in interpretation.unconfirmed)
    if untold and answer.status is Status.ANSWERED:
        answer = replace(answer, text=knowledge.vocabulary.reply("unconfirmed", fact=answer.text))
    corrections = [_corrected(premise, knowledge) for premise in interpretation.premises]
    if not corrections or answer.status is not Status.ANSWERED:
        return answer
    posts = tuple(
        quote
        for premise in interpretation.premises
        for fact in knowledge.facts_about(premise.person, premise.attribute)
        for quote in fact.quotes
    )
    text = "".join(dict.fromkeys(corrections)) + answer.text
    return replace(answer, text=text, quotes=tuple(dict.fromkeys((*posts, *answer.quotes))))


def _tells(text: str, phrase: str, knowledge: Knowledge) -> bool:
    """Whether a text holds a phrase, or another name of what it names."""
    senses = (
        knowledge.lattice.lexicon.senses(phrase) if phrase in knowledge.lattice.lexicon else None
    )
    named = senses.refs(Role.ENTITY) if senses is not None else ()
    names = (name for ref in named for name in knowledge.entities[ref].names)
    return any(name.lower() in text.lower() for name in (phrase, *names))


def _corrected(premise: Premise, knowledge: Knowledge) -> str:
    """What the source says of a person whom the question names wrongly."""
    facts = knowledge.facts_about(premise.person, premise.attribute)
    return knowledge.vocabulary.reply(
        "premise", fact=sentences(facts, knowledge).rstrip("。"), claim="”“".join(premise.false)
    )


def _answer(meaning: Meaning, knowledge: Knowledge) -> Answer:
    match meaning:
        case Relation():
            return _FORMS.get(meaning.form, opened)(meaning, knowledge)
        case Sayings():
            return _sayings(meaning, knowledge)
        case Description(entity):
            return describe(entity, knowledge)
        case Cited(faq):
            status = Status.ANSWERED if faq.known else Status.REFUSED
            return Answer(status, faq.answer, faq.quotes)
        case Quoted(passage):
            text = knowledge.vocabulary.reply("passage", quote=passage.text)
            return Answer(Status.ANSWERED, text, (passage.text,))
        case Absent():
            return _absent(meaning, knowledge)
        case Several(parts):
            return joined(_answer(part.meaning, knowledge) for part in parts)


def describe(entity: str, knowledge: Knowledge) -> Answer:
    """Who or what an entity is: its describing facts, or else what is known about it."""
    kind = knowledge.vocabulary.kinds.get(knowledge.kind_of(entity))
    own = knowledge.by_subject.get(entity, ())
    told: list[str] = []
    quotes: list[str] = []
    for attribute in kind.describe if kind is not None else ():
        facts = knowledge.facts_about(entity, attribute)
        text = sentences(facts, knowledge) if facts else ""
        if text and len("".join(told)) + len(text) <= _LONGEST_DESCRIPTION:
            told.append(text)
            quotes += [quote for fact in facts for quote in fact.quotes]
    if not told:
        facts = (own or knowledge.by_value.get(entity, ()))[:_MOST_FACTS]
        told = [sentences((fact,), knowledge) for fact in facts]
        quotes = [quote for fact in facts for quote in fact.quotes]
    text = "".join(dict.fromkeys(told))
    return Answer(Status.ANSWERED, text, tuple(dict.fromkeys(quotes)), (), (entity,))


def _sayings(meaning: Sayings, knowledge: Knowledge) -> Answer:
    reply = knowledge.vocabulary.reply
    told = [_said(group, knowledge) for group in _groups(meaning.statements)]
    text = "\n".join(told)
    speakers = tuple(dict.fromkeys(s.speaker for s in meaning.statements))
    if meaning.claims:
        names = "、".join(claim.text for claim in meaning.claims)
        text = reply("wrong_speaker", claim=names, fact=text)
    elif meaning.asked_speaker:
        text = reply("said_by", speaker="、".join(knowledge.short(s) for s in speakers), fact=text)
    quotes = tuple(dict.fromkeys(quote for s in meaning.statements for quote in s.quotes))
    return Answer(Status.ANSWERED, text, quotes, (), speakers)


def _groups(statements: tuple[Statement, ...]) -> list[list[Statement]]:
    """Neighbouring statements of one speaker on one occasion."""
    groups: list[list[Statement]] = []
    for statement in statements:
        last = groups[-1][-1] if groups else None
        if last and (last.speaker, last.occasion) == (statement.speaker, statement.occasion):
            groups[-1].append(statement)
        else:
            groups.append([statement])
    return groups


def _said(group: list[Statement], knowledge: Knowledge) -> str:
    """What one speaker said on one occasion; a name or verb that repeats is told once.

    A text of its own is told as it is: it says itself whose words they are.
    """
    reply = knowledge.vocabulary.reply
    speaker = knowledge.short(group[0].speaker)
    parts: list[str] = []
    last, named = "", False
    for statement in group:
        verb = statement.verb or reply("said_word")
        text = statement.text.rstrip("。").removeprefix(speaker)
        names = statement.verbatim or statement.text.startswith(speaker)
        if statement.verbatim and not text.startswith(verb):
            quoted = "said_more" if verb == last else "said_part"
            text = reply(quoted, verb=verb, quote=text)
        parts.append(text if named or not names else speaker + text)
        last, named = verb, named or names
    return "；".join(parts) + "。"


def _absent(meaning: Absent, knowledge: Knowledge) -> Answer:
    reply = knowledge.vocabulary.reply
    if meaning.subject:
        text = reply(
            "refused_subject", subject=knowledge.short(meaning.subject), topic=meaning.label
        )
        return Answer(Status.REFUSED, text, (), (), (meaning.subject,))
    return Answer(Status.REFUSED, reply("refused_unknown", topic=meaning.label))
