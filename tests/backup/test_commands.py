"""`flask backup …`: database and uploads together, while people write, and back again."""

import json
import re
import secrets
import shutil
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from flask_migrate import downgrade, upgrade

from lms.backup.manifest import Manifest
from lms.backup.service import make_backup, verify_backup
from lms.database import db
from lms.people.models import Person
from lms.uploads.models import Upload
from lms.uploads.service import storage
from lms.uploads.storage import Storage
from lms.workshops.models import Workshop
from tests.constants import NOW
from tests.databases import POSTGRESQL
from tests.factories import PIN, a_person, a_workshop, an_enrolment
from tests.uploads.factories import PDF, an_upload


def run(app: Flask, *words: object) -> tuple[int, str]:
    """Return exit code and all that a command says."""
    result = app.test_cli_runner().invoke(args=["backup", *map(str, words)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


def created(app: Flask, folder: Path, *words: str) -> Path:
    """Return a backup just made."""
    code, said = run(app, "create", "--into", folder, *words)
    assert code == 0, said
    return Path(re.search(r"verified: (.+)", said)[1])


@pytest.fixture
def photo(app) -> Upload:
    """A photo of Wayan, who has a PIN; besides it a document of hers."""
    person, workshop = a_person("Wayan", participant_code="K4MP7TXQ"), a_workshop()
    an_enrolment(workshop, person)
    an_upload(workshop, person, data=PDF)
    return an_upload(workshop, person)


@pytest.fixture
def backup(app, photo, tmp_path) -> Path:
    return created(app, tmp_path / "kept")


@pytest.fixture
def empty(tmp_path) -> Iterator[str]:
    """What `--restore-into` takes: a folder, or the name of an empty database."""
    if not POSTGRESQL:
        yield str(tmp_path / "trial")
        return
    name = f"lms_trial_{secrets.token_hex(4)}"
    engine = sa.create_engine(POSTGRESQL, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
        yield name
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    engine.dispose()


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*/*")}


def damage(backup: Path) -> Path:
    """Change a byte in the largest file of the database."""
    path = max((p for p in backup.iterdir() if p.is_file()), key=lambda p: p.stat().st_size)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    return path


def test_it_holds_every_file_and_says_how_many(app, photo, tmp_path):
    code, said = run(app, "create", "--into", tmp_path / "kept")

    (made,) = (tmp_path / "kept").iterdir()
    assert code == 0
    assert "People: 1," in said
    assert "Files that people sent in: 3" in said
    assert files_in(made / "uploads") == files_in(Path(app.config["UPLOADS_FOLDER"]))


def test_what_never_got_a_row_is_not_in_it(app, photo, tmp_path):
    storage().write("0" * 32, b"sent, and refused")

    assert "0" * 32 not in files_in(created(app, tmp_path / "kept") / "uploads")


def test_without_a_place_it_goes_beside_the_database(app, photo):
    code, said = run(app, "create")

    made = Path(re.search(r"verified: (.+)", said)[1])
    beside = Path(app.instance_path if POSTGRESQL else db.engine.url.database)
    assert code == 0
    assert made.parent == (beside if POSTGRESQL else beside.parent) / "backups"
    assert run(app, "verify")[0] == 0
    shutil.rmtree(made.parent)


class Busy(Storage):
    """A storage in which others work between the copying of the files and of the database."""

    def __init__(self, folder: str, work: Callable[[], object]) -> None:
        super().__init__(folder)
        self._work = work

    def keys(self) -> Iterator[str]:
        yield from list(super().keys())
        self._work()


def test_a_file_sent_after_the_files_were_copied_is_there(app, photo, tmp_path):
    def send() -> None:
        an_upload(photo.workshop, photo.owner, data=b"%PDF-later" + PDF)

    made = make_backup(tmp_path / "kept", NOW, Busy(app.config["UPLOADS_FOLDER"], send))

    manifest = verify_backup(made)
    assert manifest.copied.rows["upload"] == 3
    assert manifest.uploads.files == 4
    assert manifest.uploads.lost == []


def test_a_file_that_goes_meanwhile_spoils_nothing(app, photo, tmp_path):
    def remove() -> None:
        db.session.delete(photo)
        db.session.commit()
        storage().remove(photo.token)

    made = make_backup(tmp_path / "kept", NOW, Busy(app.config["UPLOADS_FOLDER"], remove))

    manifest = verify_backup(made)
    assert manifest.copied.rows["upload"] == manifest.uploads.files == 1
    assert manifest.uploads.lost == []


def test_every_row_has_its_file_while_another_connection_writes(app, photo, tmp_path):
    workshop_id, owner_id = photo.workshop_id, photo.owner_id
    db.session.rollback()  # on SQLite a reader of old rows would read on in them
    begun, enough = threading.Event(), threading.Event()

    def send_one_after_the_other() -> None:
        with app.app_context():
            for n in count():
                workshop, owner = (
                    db.session.get(Workshop, workshop_id),
                    db.session.get(Person, owner_id),
                )
                an_upload(workshop, owner, data=b"%%PDF-%d" % n + PDF)
                db.session.rollback()
                if n == 2:
                    begun.set()
                if enough.is_set():
                    return

    writer = threading.Thread(target=send_one_after_the_other)
    writer.start()
    try:
        assert begun.wait(60)
        made = [make_backup(tmp_path / "kept", NOW, storage()) for _each in range(3)]
    finally:
        enough.set()
        writer.join()

    for manifest in map(verify_backup, made):
        assert manifest.uploads.lost == []
        assert manifest.uploads.files == manifest.copied.rows["upload"] + 1  # a photo has two


@pytest.mark.parametrize("harm", ["missing", "damaged"])
def test_what_the_storage_has_lost_is_told_and_the_rest_is_copied(app, photo, tmp_path, harm):
    if harm == "missing":
        storage().remove(photo.token)
    else:
        storage().write(photo.token, b"other bytes")

    code, said = run(app, "create", "--into", tmp_path / "kept")

    assert code == 0
    assert "Warning: 1 files that people sent in were missing or damaged" in said
    assert photo.token in said


def test_verify_takes_the_newest_of_a_folder(app, backup, at):
    at(NOW + timedelta(days=7))
    newer = created(app, backup.parent)

    code, said = run(app, "verify", "--from", backup.parent)

    assert code == 0
    assert f"Good: {newer}, made 2026-12-02" in said


def test_a_damaged_file_of_the_database_is_told(app, backup):
    harmed = damage(backup)

    code, said = run(app, "verify", "--from", backup)

    assert code == 1
    assert f"its files are not those it was made with: {harmed.name}" in said


def test_a_damaged_photo_is_told(app, backup, photo):
    path = backup / "uploads" / photo.token[:2] / photo.token
    path.write_bytes(path.read_bytes()[:-1])

    code, said = run(app, "verify", "--from", backup)

    assert code == 1
    assert f"uploads/{photo.token[:2]}/{photo.token}" in said


def test_a_folder_without_a_backup_is_told(app, tmp_path):
    code, said = run(app, "verify", "--from", tmp_path / "nothing")

    assert code == 1
    assert "no backup" in said


def test_a_trial_reads_every_row_and_leaves_nothing_behind(app, backup, empty):
    rows = sum(
        number
        for table, number in Manifest.read(backup).copied.rows.items()
        if table != "alembic_version"
    )

    code, said = run(app, "verify", "--from", backup, "--restore-into", empty)

    assert code == 0, said
    assert f"Restored on trial, {rows} rows read" in said
    assert is_empty(empty)


def test_a_trial_can_be_made_again_and_again(app, backup, empty):
    first = run(app, "verify", "--from", backup, "--restore-into", empty)

    assert run(app, "verify", "--from", backup, "--restore-into", empty) == first


def test_a_trial_wants_an_empty_place(app, backup):
    taken = db.engine.url.database if POSTGRESQL else str(backup)

    code, said = run(app, "verify", "--from", backup, "--restore-into", taken)

    assert code == 1
    assert "is not empty" in said
    assert db.session.scalar(sa.select(sa.func.count(Person.id))) == 1


def test_a_backup_of_an_older_release_is_tried_with_its_upgrade(made_app, empty, tmp_path):
    downgrade()
    older = created(made_app, tmp_path / "kept")
    upgrade()

    code, said = run(made_app, "verify", "--from", older, "--restore-into", empty)

    assert code == 0, said
    assert is_empty(empty)


def test_after_a_restore_people_sign_in_and_find_their_files(app, photo, backup, bare_app):
    with app.app_context():
        token, address = photo.token, f"/w/{photo.workshop.slug}/files/{photo.token}"
        sent = files_in(Path(app.config["UPLOADS_FOLDER"]))
    shutil.rmtree(app.config["UPLOADS_FOLDER"])

    code, said = run(bare_app, "restore", "--from", backup)

    assert code == 0, said
    assert f"Restored from {backup}, made 2026-11-25 01:00 UTC" in said
    assert files_in(Path(bare_app.config["UPLOADS_FOLDER"])) == sent
    bare_app.config["WTF_CSRF_ENABLED"] = False
    bare_app.test_client_class = app.test_client_class
    phone = bare_app.test_client()
    signed_in = phone.post("/sign-in", data={"identity": "K4MP7TXQ", "secret": PIN})
    assert signed_in.status_code == 303
    assert phone.get(address).data == sent[token]


def test_where_the_tables_were_made_already_it_is_put_back_as_well(backup, made_app):
    code, said = run(made_app, "restore", "--from", backup)

    assert code == 0, said
    assert db.session.scalar(sa.select(Person.name)) == "Wayan"


def test_where_people_are_nothing_is_put_back(app, backup):
    a_person("Ketut")

    code, said = run(app, "restore", "--from", backup)

    assert code == 1
    assert "is not empty (people: 2," in said
    assert "Nothing was changed" in said
    assert db.session.scalar(sa.select(sa.func.count(Person.id))) == 2


def test_a_damaged_backup_is_not_put_back(backup, made_app):
    damage(backup)

    assert run(made_app, "restore", "--from", backup)[0] == 1
    assert db.session.scalar(sa.select(sa.func.count(Person.id))) == 0


def test_one_of_the_other_database_is_not_put_back(backup, made_app):
    path = backup / "manifest.json"
    content = json.loads(path.read_text())
    content["database"] = "sqlite" if POSTGRESQL else "postgresql"
    content["copied"]["rows"] = {}
    path.write_text(json.dumps(content))

    assert run(made_app, "restore", "--from", backup)[0] == 1


def test_one_of_a_newer_release_is_not_put_back(made_app, plant, tmp_path):
    upgrade(plant("pass"))
    newer = created(made_app, tmp_path / "kept")

    code, said = run(made_app, "restore", "--from", newer)

    assert code == 1
    assert "of a newer release: this one does not know its revision planted" in said


def test_prune_keeps_the_newest(app, backup, at):
    later = [backup]
    for day in (1, 2):
        at(NOW + timedelta(days=day))
        later.append(created(app, backup.parent))

    code, said = run(app, "prune", "--keep", 2, "--from", backup.parent)

    assert code == 0
    assert f"Removed: {backup}" in said
    assert "2 backups are kept." in said
    assert sorted(backup.parent.iterdir()) == sorted(later[1:])


def test_prune_removes_none_if_the_newest_is_damaged(app, backup, at):
    at(NOW + timedelta(days=1))
    damage(created(app, backup.parent))

    assert run(app, "prune", "--keep", 1, "--from", backup.parent)[0] == 1
    assert backup.exists()


def is_empty(place: str) -> bool:
    if not POSTGRESQL:
        return not list(Path(place).iterdir())
    engine = sa.create_engine(db.engine.url.set(database=place))
    tables = sa.inspect(engine).get_table_names()
    engine.dispose()
    return tables == []
