"""The schema accepts our own knowledge and names what administrators may write."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from bot.knowledge.document import parse_document
from bot.knowledge.file import read_text
from bot.knowledge.schema import json_schema
from bot.knowledge.vocabulary import general_vocabulary
from tests.conftest import LIBRARY, ROOT

SCHEMA = json_schema(general_vocabulary())


def test_the_schema_is_valid_and_speaks_chinese() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert "原文" in json.dumps(SCHEMA, ensure_ascii=False)
    assert "主办方" in json.dumps(SCHEMA, ensure_ascii=False)


@pytest.mark.parametrize(
    "path", [*sorted((ROOT / "knowledge").glob("*.yaml")), *sorted(LIBRARY.glob("*.yaml"))],
    ids=lambda path: path.stem,
)  # fmt: skip
def test_the_schema_accepts_real_knowledge(path: Path) -> None:
    document, _ = parse_document(read_text(path), path.name)
    content = _booleans(document.content)
    errors = list(Draft202012Validator(SCHEMA).iter_errors(content))
    assert not errors, errors[0]


@pytest.mark.parametrize("model", sorted(SCHEMA["$defs"]))
def test_every_field_is_explained(model: str) -> None:
    fields = SCHEMA["$defs"][model]["properties"]
    inherited = fields if model != "RehearsalRecord" else {"then": fields["then"]}
    assert [name for name, field in inherited.items() if not field.get("description")] == []


def test_the_schema_refuses_what_the_loader_refuses() -> None:
    assert list(Draft202012Validator(SCHEMA).iter_errors({"entities": [{"name": "甲"}]}))
    assert list(Draft202012Validator(SCHEMA).iter_errors({"faqs": []}))


def _booleans(content: object) -> object:
    """As an editor reads the file: `true` is a boolean."""
    if isinstance(content, dict):
        return {key: _booleans(value) for key, value in content.items()}
    if isinstance(content, list):
        return [_booleans(value) for value in content]
    return True if content == "true" else content
