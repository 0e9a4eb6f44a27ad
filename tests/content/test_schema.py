"""The JSON Schema that editors get says the same as the checker."""

import json

import jsonschema
import pytest
import yaml

from lms.content.schema import FILES, schema_of
from lms.questions import KINDS
from tests.content.folders import REFERENCE, examples

EXAMPLES = {
    "tests/pretest.yaml": "test",
    "tests/posttest.yaml": "test",
    "tests/form-a.yaml": "form",
    "tests/form-b.yaml": "form",
    "tests/form-r.yaml": "form",
    "banks/kas.yaml": "bank",
    "day-1/modal-koperasi.md": "lesson",
}


def schema_for(name):
    return schema_of(EXAMPLES.get(name) or name.rpartition("/")[2])


def as_an_editor_reads(name):
    text = examples()[name]
    values = yaml.safe_load(text.split("---\n")[1] if name.endswith(".md") else text)
    return json.loads(json.dumps(values, default=str))  # keys and days are texts


@pytest.mark.parametrize(
    "name", [name for name in examples() if not name.endswith((".svg", ".csv"))]
)
def test_every_example_of_the_reference_fits_its_schema(name):
    jsonschema.validate(as_an_editor_reads(name), schema_for(name))


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("course.yaml", {"titel": "X"}),
        ("course.yaml", {"practice_days": "sebulan"}),
        ("course.yaml", {"passing": {"attendance": 180}}),
        ("course.yaml", {"slug": "contoh"}),
        ("day-1/module.yaml", {"lessons": "modal-koperasi.md"}),
        ("day-1/quiz.yaml", {"counts": "bset"}),
        ("day-1/quiz.yaml", {"review": {"during": ["corectness"]}}),
        ("day-1/quiz.yaml", {"questions": [{"id": "x", "kind": "numeric", "ask": "x"}]}),
        ("tests/posttest.yaml", {"remedial": {"attempts": 99}}),
    ],
)
def test_what_the_checker_refuses_does_not_fit(name, change):
    values = as_an_editor_reads(name) | change

    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(values, schema_for(name))


def test_every_kind_of_question_may_stand_in_a_bank():
    mapping = schema_of("bank")["items"]["discriminator"]["mapping"]
    assert mapping.keys() == KINDS.keys()


def keys_in(schema):
    for below in [schema, *schema.get("$defs", {}).values()]:
        yield from below.get("properties", {}).items()


@pytest.mark.parametrize("file", FILES)
def test_every_key_is_named_in_the_reference_and_says_what_it_means(file):
    text = REFERENCE.read_text(encoding="utf-8")
    for key, said in keys_in(schema_of(file)):
        assert f"`{key}" in text or f"{key}:" in text, key
        assert {"description", "$ref", "const"} & said.keys(), key


def test_the_schema_of_one_file_is_printed(app):
    result = app.test_cli_runner().invoke(args=["course", "schema", "quiz.yaml"])
    assert json.loads(result.output) == schema_of("quiz.yaml")


def test_without_a_file_all_schemas_are_printed_by_name(app):
    result = app.test_cli_runner().invoke(args=["course", "schema"])
    assert json.loads(result.output).keys() == FILES.keys()
