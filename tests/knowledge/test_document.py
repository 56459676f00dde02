import pytest

from bot.knowledge.document import parse_document


def test_scalars_are_strings_and_have_places() -> None:
    document, problems = parse_document("a:\n- 2023-12-26\n- no\nb: {c: 01}\n", "f.yaml")
    assert problems == ()
    assert document.content == {"a": ["2023-12-26", "no"], "b": {"c": "01"}}
    assert document.place(("a", 1)) == (3, 3)
    assert document.place(("b", "c")) == (4, 8)
    assert document.place(("b", "missing")) == (4, 1)


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("a:\n\t- x\n", "RW010", 2),
        ("a: &x [1]\nb: *x\n", "RW011", 1),
        ("a: b: c\n", "RW012", 1),
        ("a: [1, 2\nb: 3\n", "RW019", 1),
        ("a: 1\na: 2\n", "RW021", 2),
        ("a: !!python/object/apply:os.system ['x']\n", "RW023", 1),
        ("a: \x07\n", "RW016", 1),
        ("a: 1\n---\nb: 2\n", "RW017", 2),
        ("a: @b\n", "RW018", 1),
        ("a: 'x\n", "RW015", 1),
        ("? [1]\n: 2\n", "RW022", 1),
        ("a: " + "[" * 3000 + "]" * 3000, "RW024", 1),
    ],
)
def test_what_could_surprise_is_a_problem_with_its_place(text: str, code: str, line: int) -> None:
    _, problems = parse_document(text, "f.yaml")
    assert (code, line) in [(problem.code, problem.line) for problem in problems]


def test_alias_bombs_are_refused_quickly() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{chr(98 + i)}: &{chr(98 + i)} [*{chr(97 + i)}, *{chr(97 + i)}]\n" for i in range(20)
    )
    document, problems = parse_document(bomb, "f.yaml")
    assert {problem.code for problem in problems} == {"RW011"}
    assert len(str(document.content)) < 2000
