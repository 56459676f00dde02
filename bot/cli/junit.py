"""What came of the knowledge's tests, in the XML that continuous integration reads (JUnit)."""

import re
from collections.abc import Sequence
from xml.etree import ElementTree as ET

from bot.rehearse import Outcome

# what XML 1.0 cannot hold, not even escaped
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TURNS = " → "


def junit(outcomes: Sequence[Outcome]) -> bytes:
    """One test case for every question; a failure says what was expected and what came."""
    failed = [outcome for outcome in outcomes if outcome.failure]
    suite = ET.Element(
        "testsuite", name="rongwen", tests=str(len(outcomes)), failures=str(len(failed))
    )
    for outcome in outcomes:
        place = outcome.place
        name, file = _clean(_TURNS.join(outcome.asked)), _clean(place.file)
        case = ET.SubElement(
            suite, "testcase", classname=file, name=name, file=file, line=str(place.line)
        )
        if outcome.failure:
            verdict = outcome.verdict.value
            failure = ET.SubElement(case, "failure", type=verdict, message=_clean(outcome.failure))
            failure.text = _clean(outcome.reply.text)
    root = ET.Element("testsuites")
    root.append(suite)
    ET.indent(root)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)
