"""RW505 (error): a wording of a faq or unknown entry that gets another answer.

Every wording is asked as an asker would; where something else answers, the entry may as well not
be there. Delete the wording if the other answer is right, or write it more distinctly.
"""

from collections.abc import Iterator

from bot.knowledge.index import Knowledge
from bot.lint.rule import Finding, Rule, Severity
from bot.rehearse import opened


def _check(knowledge: Knowledge) -> Iterator[Finding]:
    for faq in knowledge.faqs:
        for wording in faq.wordings:
            reply, _ = opened(wording.text, knowledge)
            if faq.answer not in reply.text:
                slots = {"ask": wording.text, "intent": reply.intent, "text": reply.text}
                yield Finding(faq.place, (wording.text,), slots)


RULE = Rule("RW505", Severity.ERROR, _check)
