"""Handing in photos and documents: from the phone to the trainer's desk and back."""

import io
import json
import re
import shutil
from fractions import Fraction

import pytest
from sqlalchemy import func, select

from lms.database import db
from lms.errors import TooLarge
from lms.grading import service as grading
from lms.quizzes.attempts import service, service_files
from lms.quizzes.attempts.models import Answer, AnswerSave
from lms.uploads.models import Upload
from lms.uploads.rules import Purpose
from lms.uploads.service import receive
from lms.workshops.models import Workshop
from tests.constants import COURSE, HOUR, MINUTE, NOW
from tests.factories import a_revision, a_staff_member, a_workshop, an_enrolment
from tests.quizzes.factories import SCRIPT, TASK, a_sitting, address_of, answers_now
from tests.uploads.factories import PDF, a_bomb, a_photo, an_upload

ONE, TWO = 1, 2  # the positions of the questions


@pytest.fixture(autouse=True)
def stopped_clock(at):
    """The clock stands at NOW in every test here."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    copy = tmp_path_factory.mktemp("course") / "course"
    shutil.copytree(COURSE, copy)
    (copy / "day-2/assignment.yaml").write_text(TASK)
    return copy


@pytest.fixture
def workshop(app, folder) -> Workshop:
    return a_workshop(revision=a_revision(folder))


@pytest.fixture
def sitting(workshop):
    return a_sitting(an_enrolment(workshop), "tugas-foto")


@pytest.fixture
def send(browser, sitting):
    """Send the form of a question: the files there are, and those that are chosen now."""
    browser.sign_in(sitting.attempt.enrolment.person)

    def send(*files, position=ONE, answer=(), number=1, headers=None, **more):
        chosen = [(io.BytesIO(data), "C:\\DCIM\\foto.html") for data in files]
        data = {"answer": list(answer), "file": chosen, "client": "page", "save_number": number}
        return browser.post(
            address_of(sitting, position),
            data={**data, **more},
            headers=headers,
            content_type="multipart/form-data",
        )

    return send


def names(sitting, position=ONE):
    return answers_now(sitting).get(position)


def uploads():
    return db.session.scalar(select(func.count()).select_from(Upload))


def test_a_photo_is_kept_and_shown_where_it_was_sent(browser, send, sitting):
    response = send(a_photo(), go="next")

    assert response.status_code == 303
    assert response.headers["Location"] == address_of(sitting, ONE)
    (name,) = names(sitting)
    page = browser.get(address_of(sitting, ONE)).text
    picture = re.search(r'<img src="([^"]+)"', page)[1]
    assert f'name="answer" value="{name}"' in page
    assert browser.get(picture).headers["Content-Type"] == "image/jpeg"


def test_a_script_hears_when_it_is_saved(send, sitting):
    response = send(a_photo(), headers=SCRIPT)

    assert response.json["saved_at"] == "09.00"
    assert len(names(sitting)) == 1


def test_the_form_asks_for_a_photo_from_camera_or_gallery(browser, send, sitting):
    page = browser.get(address_of(sitting, ONE)).text

    assert 'enctype="multipart/form-data"' in page
    camera, gallery = re.findall(r'<input[^>]* type="file"[^>]*>', page)
    assert 'capture="environment"' in camera
    assert "capture" not in gallery
    assert 'aria-describedby="prompt-foto-1 answer-hint"' in gallery
    assert "application/pdf" not in page
    assert "application/pdf" in browser.get(address_of(sitting, TWO)).text


def test_another_photo_takes_the_place_of_the_one_that_is_asked_for(send, sitting):
    send(a_photo())
    (first,) = names(sitting)
    send(a_photo(50), answer=[first], number=2)

    (second,) = names(sitting)
    assert second != first


def test_files_are_added_up_to_the_most_and_removed_again(browser, send, sitting):
    send(a_photo(), position=TWO)
    (photo,) = names(sitting, TWO)
    send(PDF, position=TWO, answer=[photo], number=2)
    both = names(sitting, TWO)
    assert [name[-4:] for name in both] == [".jpg", ".pdf"]
    assert 'type="file"' not in browser.get(address_of(sitting, TWO)).text

    refused = send(a_photo(60), position=TWO, answer=both, number=3)
    assert refused.status_code == 422
    assert names(sitting, TWO) == both
    assert uploads() == 2

    send(position=TWO, answer=both, number=4, drop=photo)
    assert names(sitting, TWO) == [both[1]]
    send(position=TWO, answer=[both[1]], number=5, drop=both[1])
    assert names(sitting, TWO) is None


def test_sending_twice_does_no_harm(send, sitting):
    send(a_photo(), position=TWO)
    send(a_photo(), position=TWO)
    send(a_photo(), position=TWO, answer=names(sitting, TWO), number=2)

    assert len(names(sitting, TWO)) == 1
    assert uploads() == 1


@pytest.mark.parametrize(
    "data",
    [b"", b"<svg onload=alert(1)>", b"<!doctype html><script>", a_bomb(), a_photo()[:-300], PDF],
    ids=["nothing", "SVG", "HTML", "bomb", "half", "PDF"],
)
@pytest.mark.parametrize("script", [False, True])
def test_what_is_no_photo_is_refused_at_its_field_and_nothing_is_lost(
    browser, send, sitting, data, script
):
    send(a_photo())
    before = names(sitting)

    response = send(data, answer=before, number=2, headers=SCRIPT if script else None)

    assert response.status_code in (413, 422)
    assert names(sitting) == before
    assert uploads() == 1
    if script:
        assert response.json["message"].endswith(".")
    else:
        assert 'id="answer-error"' in response.text
        assert f'value="{before[0]}"' in response.text


def test_a_file_larger_than_is_allowed_is_told_at_the_field(app, send, sitting):
    app.config["MAX_UPLOAD_SIZE"] = 100_000
    response = send(bytes(200_000))

    assert response.status_code == 413
    assert 'id="answer-error"' in response.text
    app.config["MAX_UPLOAD_SIZE"] = 2**24
    with pytest.raises(TooLarge, match="1 MB"):
        service_files.receive_files(sitting, TWO, {}, [io.BytesIO(PDF + bytes(2**20))])


def test_a_request_beyond_all_limits_is_answered_by_a_page(app, send, sitting):
    app.config["MAX_UPLOAD_REQUEST"] = 100_000
    assert send(bytes(200_000)).status_code == 413
    assert names(sitting) is None


def test_only_questions_take_larger_requests_than_the_rest(app, browser, send, sitting):
    app.config["MAX_CONTENT_LENGTH"] = 100_000
    slug = sitting.attempt.enrolment.workshop.slug
    large = {"file": (io.BytesIO(bytes(200_000)), "x")}

    assert b"answer-error" in send(bytes(200_000)).data
    assert browser.post(f"/w/{slug}/quizzes/kuis-1", data=large).status_code == 413


def test_anothers_file_cannot_be_handed_in(workshop, send, sitting):
    neighbour = an_enrolment(workshop).person
    theirs = an_upload(workshop, neighbour)
    excuse = an_upload(workshop, sitting.attempt.enrolment.person, Purpose.EXCUSE, a_photo(70))
    elsewhere = an_upload(a_workshop(), sitting.attempt.enrolment.person, data=a_photo(80))

    for upload in (theirs, excuse, elsewhere):
        assert send(answer=[f"{upload.token}.jpg"]).status_code == 422
    for name in (f"{'0' * 32}.jpg", f"{theirs.token}.html", "../../secret_key", "x" * 400):
        assert send(answer=[name]).status_code == 422
    assert names(sitting) is None


def test_a_log_of_a_phone_cannot_name_anothers_file_either(browser, workshop, send, sitting):
    theirs = an_upload(workshop, an_enrolment(workshop).person)
    page = browser.get(address_of(sitting, ONE)).text
    client = re.search(r'name="client" value="([^"]+)"', page)[1]
    entry = {"client": client, "position": 1, "number": 1, "steady": 0, "wall": 0}
    log = [{**entry, "typed": [["answer", f"{theirs.token}.jpg"]]}]
    data = {"receipt": "AAAA-BBBB", "log": json.dumps(log)}

    response = browser.post(address_of(sitting, "deliver"), data=data, headers=SCRIPT)

    assert response.status_code == 200
    assert names(sitting) is None


def test_a_file_that_comes_too_late_is_not_taken(send, sitting, at):
    at(NOW + HOUR + 5 * MINUTE)

    assert send(a_photo(), headers=SCRIPT).status_code == 409
    assert uploads() == 0


def test_no_file_is_processed_while_others_wait_to_write(send, monkeypatch):
    seen = []

    def watched(*args):
        seen.append("gate" in db.session.connection().info)
        return receive(*args)

    monkeypatch.setattr(service_files, "receive", watched)
    send(a_photo())

    assert seen == [False]


def handed_in(send, sitting, *files, position=ONE) -> Answer:
    for number, data in enumerate(files, 1):
        send(data, position=position, answer=names(sitting, position) or [], number=number)
    service.hand_in(sitting, NOW)
    db.session.commit()
    query = select(Answer).filter_by(attempt_id=sitting.attempt.id, position=position)
    return db.session.scalars(query).one()


def test_a_trainer_sees_it_beside_the_rubric_and_grades_it(app, browser, workshop, send, sitting):
    answer = handed_in(send, sitting, a_photo())
    assert answer.credit is None
    trainer = app.test_client().sign_in(a_staff_member(workshop))
    desk = f"/w/{workshop.slug}/grading/{answer.id}"

    page = trainer.get(desk).text

    picture = re.search(r'<img src="([^"]+)"', page)[1]
    assert trainer.get(picture).status_code == 200
    assert "terang" in page
    data = {"points-1": "30", "points-2": "40", "comment": "Bagus.", "version": 1}
    assert trainer.post(desk, data=data).status_code == 303
    assert db.session.get_one(Answer, answer.id).credit == Fraction(7, 10)


def test_a_participant_sees_photo_and_grade_once_it_is_released(browser, workshop, send, sitting):
    answer = handed_in(send, sitting, a_photo())
    trainer = a_staff_member(workshop)
    grading.grade(answer, [Fraction(60), Fraction(40)], "Bagus.", trainer, answer.version, NOW)
    db.session.commit()

    before = browser.get(address_of(sitting, "result")).text
    grading.release(workshop, "tugas-foto", NOW, trainer.id)
    after = browser.get(address_of(sitting, "result")).text

    assert "Bagus." not in before
    assert "Bagus." in after
    assert "/small" in after


def test_a_document_is_a_link_to_trainers_and_nobody_elses(app, workshop, send, sitting):
    answer = handed_in(send, sitting, PDF, position=TWO)
    token = answer.answer[0].split(".")[0]
    neighbour = app.test_client().sign_in(an_enrolment(workshop).person)

    page = (
        app.test_client()
        .sign_in(a_staff_member(workshop))
        .get(f"/w/{workshop.slug}/grading/{answer.id}")
    )

    assert f'href="/w/{workshop.slug}/files/{token}"' in page.text
    assert neighbour.get(f"/w/{workshop.slug}/files/{token}").status_code == 404


def test_no_file_waits_for_nobody(sitting):
    service.hand_in(sitting, NOW)
    db.session.commit()

    assert set(db.session.scalars(select(Answer.credit))) == {Fraction(0)}


def test_what_was_replaced_stays_in_the_history(send, sitting):
    send(a_photo())
    send(a_photo(50), answer=names(sitting), number=2)

    assert len(db.session.scalars(select(AnswerSave.answer)).all()) == 2
    assert uploads() == 2
