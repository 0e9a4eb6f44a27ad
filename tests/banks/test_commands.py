import shutil

import pytest

from lms.content.folder import read_folder
from tests.content.folders import CourseFolder

GIFT = (
    "// [tag:K1]\n::Kas::Saldo normal Kas? {=debit ~kredit}\n\nBacaan.\n\nKas naik di debit. {T}\n"
)


@pytest.fixture
def course(tmp_path):
    return CourseFolder(tmp_path)


@pytest.fixture
def run(app):
    def run(*args):
        return app.test_cli_runner().invoke(args=["course", *map(str, args)])

    return run


@pytest.fixture
def bank(tmp_path):
    file = tmp_path / "Soal Kas.gift"
    file.write_text(GIFT, encoding="utf-8")
    return file


def test_an_import_says_what_became_of_every_question(run, course, bank):
    result = run("import", bank, "--into", course.root)

    assert result.exit_code == 0
    assert (
        'Soal Kas.gift:4: "Bacaan." NOT taken over. '
        "It has no answers in braces, so it is a text and not a question." in result.output
    )
    assert "3 questions found (GIFT, UTF-8): 2 taken over, 1 not." in result.output


def test_a_quiz_can_use_what_was_imported(run, course, bank):
    before = read_folder(course.root).counts["banked"]
    run("import", bank, "--into", course.root)
    course.change("day-1/quiz.yaml", "  - use: h1-p1\n", "  - use: soal-kas-1\n")

    assert course.problems() == []
    assert read_folder(course.root).counts["banked"] == before + 2


def test_a_bank_is_never_written_over(run, course, bank):
    run("import", bank, "--into", course.root)
    before = (course.root / "banks/soal-kas.yaml").read_text(encoding="utf-8")

    again = run("import", bank, "--into", course.root)
    other = run("import", bank, "--into", course.root, "--as", "kas-dua")

    assert again.exit_code == 1
    assert "There is a bank soal-kas already" in again.output
    assert other.exit_code == 0
    assert (course.root / "banks/soal-kas.yaml").read_text(encoding="utf-8") == before
    assert course.problems() == []


def test_when_nothing_can_be_taken_nothing_is_written(run, course, bank):
    bank.write_text("Bacaan. {", encoding="utf-8")

    result = run("import", bank, "--into", course.root)

    assert result.exit_code == 1
    assert not list(course.root.glob("banks/soal-kas*"))


def test_a_large_bank_is_several_files(run, course, bank):
    rows = [f"Soal {n} {'panjang ' * 100}? {{=ya ~tidak}}" for n in range(600)]
    bank.write_text("\n\n".join(rows), encoding="utf-8")
    before = read_folder(course.root).counts["banked"]

    run("import", bank, "--into", course.root)

    names = {each.name for each in course.root.glob("banks/soal-kas*")}
    assert names == {"soal-kas.yaml", "soal-kas-2.yaml"}
    assert read_folder(course.root).counts["banked"] == before + 600


def test_an_export_can_be_imported_and_says_what_is_missing(run, course, tmp_path):
    file = tmp_path / "keluar.xml"

    exported = run("export", course.root, "--format", "moodle-xml", "-o", file)
    imported = run("import", file, "--into", course.root)

    assert exported.exit_code == 0
    assert "h1-p4: NOT written. There are no journal entries there." in exported.output
    assert imported.exit_code == 0
    assert "0 not." in imported.output
    assert course.problems() == []


def test_a_problem_in_a_bank_is_told_with_its_line(course):
    course.write("banks/modal.yaml", "- id: modal-1\n  kind: true_false\n  ask: Apa?\n")

    assert course.problems() == [
        'banks/modal.yaml:1: "answer" is missing. Write true or false.',
    ]


def test_a_bank_is_called_like_a_file_can_be(course):
    course.write("banks/Soal Kas.yaml", "[]\n")

    assert course.problems() == [
        "banks/Soal Kas.yaml:1: Banks are files such as banks/ekonomi.yaml. Rename it.",
    ]


def test_a_name_that_only_begins_like_another_bank_is_free(run, course, bank):
    run("import", bank, "--into", course.root)

    assert run("import", bank, "--into", course.root, "--as", "soal").exit_code == 0
    assert course.problems() == []


def test_ids_that_the_course_has_already_are_not_given_again(run, course, bank):
    result = run("import", bank, "--into", course.root, "--as", "kuis")

    assert result.exit_code == 1
    assert "The course has an id kuis-1 already. Choose another name" in result.output
    assert not (course.root / "banks/kuis.yaml").exists()
    assert course.problems() == []


def test_a_folder_that_cannot_be_written_is_told(run, course, bank):
    shutil.rmtree(course.root / "banks", ignore_errors=True)
    course.write("banks", "")

    result = run("import", bank, "--into", course.root)

    assert result.exit_code == 1
    assert "cannot be written" in result.output


def test_a_file_beyond_the_limit_is_not_read_to_its_end(run, course, bank):
    with bank.open("wb") as file:
        file.truncate(10**12)

    assert "larger than 50 MB" in run("import", bank, "--into", course.root).output
