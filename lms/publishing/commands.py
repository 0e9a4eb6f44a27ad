"""`flask course check`, `publish`, `schema`, `import` and `export`."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

import click
from flask.cli import AppGroup

from lms import clock
from lms.banks.course_files import bank_files, bank_name, ids_in
from lms.banks.decoding import MAX_FILE
from lms.banks.drafts import BankReading, UnreadableBank
from lms.banks.gift_writer import write_gift
from lms.banks.moodle_writer import write_moodle_xml
from lms.banks.reading import FORMATS, read_bank
from lms.content.counts import LABELS
from lms.content.folder import Reading, codes_of, read_folder
from lms.content.problems import MAX_PROBLEMS
from lms.content.revision import canonical, course_from
from lms.content.schema import FILES, schema_of
from lms.database import db
from lms.publishing.service import publish_document

course = AppGroup("course", help="Check and publish course files.")
WRITERS = {"moodle-xml": write_moodle_xml, "gift": write_gift}
OTHER_NAME = "Choose another name: --as …"
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@course.command()
@click.argument("path", type=_FOLDER)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def check(path: Path, form: str) -> None:
    """Report everything that is wrong with the course in PATH, and what should be better."""
    reading = read_folder(path, today=clock.now().date())
    if form == "json":
        click.echo(json.dumps(_as_json(reading), indent=2, ensure_ascii=False))
        raise click.exceptions.Exit(1 if reading.problems else 0)
    _stop_at_problems(reading)
    for advice in reading.advice:
        click.echo(f"{advice.file}:{advice.line}: Advice: {advice.message}")
    for name, label in LABELS.items():
        if count := reading.counts[name]:
            click.echo(f"{count:5} {label}")
    click.echo("The course is sound.")


def _as_json(reading: Reading) -> dict[str, object]:
    told = {"problems": reading.problems, "advice": reading.advice}
    return {
        "sound": not reading.problems,
        **{key: [asdict(each) for each in found] for key, found in told.items()},
        **reading.counts,
    }


@course.command()
@click.argument("path", type=_FOLDER)
def publish(path: Path) -> None:
    """Store the course in PATH as a new revision; unchanged files make none."""
    now = clock.now()
    reading = read_folder(path, today=now.date())
    _stop_at_problems(reading)
    assert reading.document is not None
    _tell_old_facts(reading)
    revision, is_new = publish_document(reading.document, now, reading.attached)
    db.session.commit()
    summary = "published" if is_new else "unchanged"
    click.echo(f"{revision.course_slug}: revision {revision.number} {summary}")


def _tell_old_facts(reading: Reading) -> None:
    """Say which facts nobody has looked at for a year: they are about to be taught as true."""
    for advice in reading.advice:
        if advice.file == "facts.yaml":
            click.echo(f"{advice.file}:{advice.line}: Advice: {advice.message}", err=True)


@course.command()
@click.argument("file", type=click.Choice(list(FILES)), required=False)
def schema(file: str | None) -> None:
    """Print the JSON Schema of FILE, for editors; without it, those of all files by name."""
    schemas = schema_of(file) if file else {name: schema_of(name) for name in FILES}
    click.echo(json.dumps(schemas, indent=2, ensure_ascii=False))


@course.command("import")
@click.argument("file", type=_FILE)
@click.option("--into", "path", type=_FOLDER, required=True, help="The folder of the course.")
@click.option("--as", "name", help="What to call the bank; by default like the file.")
@click.option("--format", "form", type=click.Choice(list(FORMATS)), help="If not recognised.")
def import_bank(file: Path, path: Path, name: str | None, form: str | None) -> None:
    """Take over the questions in FILE (Moodle XML, GIFT or Aiken) as a bank of a course.

    Every question that cannot be taken over is reported with the reason.
    """
    bank = bank_name(name or file.stem)
    folder = path / "banks"
    if not (path / "course.yaml").is_file():
        raise click.ClickException(f"{path} is not the folder of a course: course.yaml is missing.")
    if not bank:
        raise click.ClickException("Give the bank a name of letters and digits: --as ekonomi")
    if (folder / f"{bank}.yaml").exists():
        raise click.ClickException(f"There is a bank {bank} already. {OTHER_NAME}")
    try:
        with file.open("rb") as opened:
            content = opened.read(MAX_FILE + 1)
        reading = read_bank(content, form=form, competencies=codes_of(path))
    except UnreadableBank as problem:
        raise click.ClickException(f"{file.name}: {problem}") from None
    files = bank_files(bank, f"{file.name} ({reading.format})", reading.taken)
    _refuse_taken(path, bank, len(reading.taken), files)
    _report(reading, file.name)
    if not reading.taken:
        raise click.exceptions.Exit(1)
    try:
        folder.mkdir(exist_ok=True)
        for each, text in files.items():
            (folder / each).write_text(text, encoding="utf-8")
            click.echo(f"Written: {folder / each}")
    except OSError as problem:
        raise click.ClickException(f"{folder} cannot be written: {problem.strerror}.") from None


@course.command("export")
@click.argument("path", type=_FOLDER)
@click.option("--format", "form", type=click.Choice(list(WRITERS)), required=True)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path))
def export_course(path: Path, form: str, output: Path | None) -> None:
    """Write the questions of the course in PATH for another system.

    Every question that the format cannot say is reported with the reason.
    """
    reading = read_folder(path)
    _stop_at_problems(reading, "exported")
    assert reading.document is not None
    exported = WRITERS[form](course_from(canonical(reading.document)))
    if output is None:
        click.echo(exported.text, nl=False)
    else:
        output.write_text(exported.text, encoding="utf-8")
    for question_id, remark in exported.remarks:
        click.echo(f"{question_id}: written, but: {remark}.", err=True)
    for question_id, reason in exported.left:
        click.echo(f"{question_id}: NOT written. {reason}.", err=True)
    summary = f"{exported.count} questions written, {len(exported.left)} not."
    click.echo(summary, err=True)


def _refuse_taken(path: Path, bank: str, count: int, files: Iterable[str]) -> None:
    """Stop before anything of the course is written over or named twice."""
    for each in files:
        if (path / "banks" / each).exists():
            raise click.ClickException(f"There is a file banks/{each} already. {OTHER_NAME}")
    own = {f"{bank}-{number}" for number in range(1, count + 1)}
    if twice := sorted(own & ids_in(path)):
        raise click.ClickException(f"The course has an id {twice[0]} already. {OTHER_NAME}")


def _report(reading: BankReading, file: str) -> None:
    """Say what became of every question that is not exactly as it was."""
    for remark in reading.remarks:
        click.echo(f"{file}: {remark}.")
    for draft in reading.taken:
        for remark in draft.remarks:
            click.echo(f"{file}:{draft.line}: {_named(draft.title)}taken over, but: {remark}.")
    for left in reading.left:
        click.echo(f"{file}:{left.line}: {_named(left.title)}NOT taken over. {left.reason}.")
    click.echo(
        f"{reading.total} questions found ({reading.format}, {reading.encoding}): "
        f"{len(reading.taken)} taken over, {len(reading.left)} not."
    )


def _named(title: str) -> str:
    return f'"{title}" ' if title else ""


def _stop_at_problems(reading: Reading, what: str = "published") -> None:
    if not reading.problems:
        return
    for problem in reading.problems:
        click.echo(str(problem), err=True)
    count = len(reading.problems)
    counted = "1 problem" if count == 1 else f"{count} problems"
    if count == MAX_PROBLEMS:
        counted = f"These are the first {count} problems, there may be more"
    click.echo(f"{counted}; nothing was {what}.", err=True)
    raise click.exceptions.Exit(1)
