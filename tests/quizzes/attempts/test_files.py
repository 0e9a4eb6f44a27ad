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
from tests.quizzes.factories import SCRIPT, TASK, a_quiz_attempt, address_of, answers_now
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
def quiz_attempt(workshop):
    return a_quiz_attempt(an_enrolment(workshop), "tugas-foto")


@pytest.fixture
def send(browser, quiz_attempt):
    """Send the form of a question: the files there are, and those that are chosen now."""
    browser.sign_in(quiz_attempt.attempt.enrolment.person)

    def send(*files, position=ONE, answer=(), number=1, headers=None, **more):
        chosen = [(io.BytesIO(data), "C:\\DCIM\\foto.html") for data in files]
        data = {"answer": list(answer), "file": chosen, "client": "page", "save_number": number}
        return browser.post(
            address_of(quiz_attempt, position),
            data={**data, **more},
            headers=headers,
            content_type="multipart/form-data",
        )

    return send


def names(quiz_attempt, position=ONE):
    return answers_now(quiz_attempt).get(position)


def uploads():
    return db.session.scalar(select(func.count()).select_from(Upload))


def test_a_photo_is_kept_and_shown_where_it_was_sent(browser, send, quiz_attempt):
    response = send(a_photo(), go="next")

    assert response.status_code == 303
    assert response.headers["Location"] == address_of(quiz_attempt, ONE)
    (name,) = names(quiz_attempt)
    page = browser.get(address_of(quiz_attempt, ONE)).text
    picture = re.search(r'<img src="([^"]+)"', page)[1]
    assert f'name="answer" value="{name}"' in page
    assert browser.get(picture).headers["Content-Type"] == "image/jpeg"


def test_a_script_hears_when_it_is_saved(send, quiz_attempt):
    response = send(a_photo(), headers=SCRIPT)

    assert response.json["saved_at"] == "09.00"
    assert len(names(quiz_attempt)) == 1


def test_the_form_asks_for_a_photo_from_camera_or_gallery(browser, send, quiz_attempt):
    page = browser.get(address_of(quiz_attempt, ONE)).text

    assert 'enctype="multipart/form-data"' in page
    camera, gallery = re.findall(r'<input[^>]* type="file"[^>]*>', page)
    assert 'capture="environment"' in camera
    assert "capture" not in gallery
    assert 'aria-describedby="prompt-foto-1 answer-hint"' in gallery
    assert "application/pdf" not in page
    assert "application/pdf" in browser.get(address_of(quiz_attempt, TWO)).text


def test_another_photo_takes_the_place_of_the_one_that_is_asked_for(send, quiz_attempt):
    send(a_photo())
    (first,) = names(quiz_attempt)
    send(a_photo(50), answer=[first], number=2)

    (second,) = names(quiz_attempt)
    assert second != first


def test_files_are_added_up_to_the_most_and_removed_again(browser, send, quiz_attempt):
    send(a_photo(), position=TWO)
    (photo,) = names(quiz_attempt, TWO)
    send(PDF, position=TWO, answer=[photo], number=2)
    both = names(quiz_attempt, TWO)
    assert [name[-4:] for name in both] == [".jpg", ".pdf"]
    assert 'type="file"' not in browser.get(address_of(quiz_attempt, TWO)).text

    refused = send(a_photo(60), position=TWO, answer=both, number=3)
    assert refused.status_code == 422
    assert names(quiz_attempt, TWO) == both
    assert uploads() == 2

    send(position=TWO, answer=both, number=4, drop=photo)
    assert names(quiz_attempt, TWO) == [both[1]]
    send(position=TWO, answer=[both[1]], number=5, drop=both[1])
    assert names(quiz_attempt, TWO) is None


def test_sending_twice_does_no_harm(send, quiz_attempt):
    send(a_photo(), position=TWO)
    send(a_photo(), position=TWO)
    send(a_photo(), position=TWO, answer=names(quiz_attempt, TWO), number=2)

    assert len(names(quiz_attempt, TWO)) == 1
    assert uploads() == 1


@pytest.mark.parametrize(
    "data",
    [b"", b"<svg onload=alert(1)>", b"<!doctype html><script>", a_bomb(), a_photo()[:-300], PDF],
    ids=["nothing", "SVG", "HTML", "bomb", "half", "PDF"],
)
@pytest.mark.parametrize("script", [False, True])
def test_what_is_no_photo_is_refused_at_its_field_and_nothing_is_lost(
    browser, send, quiz_attempt, data, script
):
    send(a_photo())
    before = names(quiz_attempt)

    response = send(data, answer=before, number=2, headers=SCRIPT if script else None)

    assert response.status_code in (413, 422)
    assert names(quiz_attempt) == before
    assert uploads() == 1
    if script:
        assert response.json["message"].endswith(".")
    else:
        assert 'id="answer-error"' in response.text
        assert f'value="{before[0]}"' in response.text


def test_a_file_larger_than_is_allowed_is_told_at_the_field(app, send, quiz_attempt):
    app.config["MAX_UPLOAD_SIZE"] = 100_000
    response = send(bytes(200_000))

    assert response.status_code == 413
    assert 'id="answer-error"' in response.text
    app.config["MAX_UPLOAD_SIZE"] = 2**24
    with pytest.raises(TooLarge, match="1 MB"):
        service_files.receive_files(quiz_attempt, TWO, {}, [io.BytesIO(PDF + bytes(2**20))])


def test_a_request_beyond_all_limits_is_answered_by_a_page(app, send, quiz_attempt):
    app.config["MAX_UPLOAD_REQUEST"] = 100_000
    assert send(bytes(200_000)).status_code == 413
    assert names(quiz_attempt) is None


def test_only_questions_take_larger_requests_than_the_rest(app, browser, send, quiz_attempt):
    app.config["MAX_CONTENT_LENGTH"] = 100_000
    slug = quiz_attempt.attempt.enrolment.workshop.slug
    large = {"file": (io.BytesIO(bytes(200_000)), "x")}

    assert b"answer-error" in send(bytes(200_000)).data
    assert browser.post(f"/w/{slug}/quizzes/kuis-1", data=large).status_code == 413


def test_anothers_file_cannot_be_handed_in(workshop, send, quiz_attempt):
    neighbour = an_enrolment(workshop).person
    theirs = an_upload(workshop, neighbour)
    excuse = an_upload(workshop, quiz_attempt.attempt.enrolment.person, Purpose.EXCUSE, a_photo(70))
    elsewhere = an_upload(a_workshop(), quiz_attempt.attempt.enrolment.person, data=a_photo(80))

    for upload in (theirs, excuse, elsewhere):
        assert send(answer=[f"{upload.token}.jpg"]).status_code == 422
    for name in (f"{'0' * 32}.jpg", f"{theirs.token}.html", "../../secret_key", "x" * 400):
        assert send(answer=[name]).status_code == 422
    assert names(quiz_attempt) is None


def test_a_log_of_a_phone_cannot_name_anothers_file_either(browser, workshop, send, quiz_attempt):
    theirs = an_upload(workshop, an_enrolment(workshop).person)
    page = browser.get(address_of(quiz_attempt, ONE)).text
    client = re.search(r'name="client" value="([^"]+)"', page)[1]
    entry = {"client": client, "position": 1, "number": 1, "steady": 0, "wall": 0}
    log = [{**entry, "typed": [["answer", f"{theirs.token}.jpg"]]}]
    data = {"receipt": "AAAA-BBBB", "log": json.dumps(log)}

    response = browser.post(address_of(quiz_attempt, "deliver"), data=data, headers=SCRIPT)

    assert response.status_code == 200
    assert names(quiz_attempt) is None


def test_a_file_that_comes_too_late_is_not_taken(send, quiz_attempt, at):
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


def handed_in(send, quiz_attempt, *files, position=ONE) -> Answer:
    for number, data in enumerate(files, 1):
        send(data, position=position, answer=names(quiz_attempt, position) or [], number=number)
    service.hand_in_attempt(quiz_attempt, NOW)
    db.session.commit()
    query = select(Answer).filter_by(attempt_id=quiz_attempt.attempt.id, position=position)
    return db.session.scalars(query).one()


def test_a_trainer_sees_it_beside_the_rubric_and_grades_it(
    app, browser, workshop, send, quiz_attempt
):
    answer = handed_in(send, quiz_attempt, a_photo())
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


def test_a_participant_sees_photo_and_grade_once_it_is_released(
    browser, workshop, send, quiz_attempt
):
    answer = handed_in(send, quiz_attempt, a_photo())
    trainer = a_staff_member(workshop)
    grading.grade_answer(
        answer, [Fraction(60), Fraction(40)], "Bagus.", trainer, answer.version, NOW
    )
    db.session.commit()

    before = browser.get(address_of(quiz_attempt, "result")).text
    grading.release_grades(workshop, "tugas-foto", NOW, trainer.id)
    after = browser.get(address_of(quiz_attempt, "result")).text

    assert "Bagus." not in before
    assert "Bagus." in after
    assert "/small" in after


def test_a_document_is_a_link_to_trainers_and_nobody_elses(app, workshop, send, quiz_attempt):
    answer = handed_in(send, quiz_attempt, PDF, position=TWO)
    token = answer.answer[0].split(".")[0]
    neighbour = app.test_client().sign_in(an_enrolment(workshop).person)

    page = (
        app.test_client()
        .sign_in(a_staff_member(workshop))
        .get(f"/w/{workshop.slug}/grading/{answer.id}")
    )

    assert f'href="/w/{workshop.slug}/files/{token}"' in page.text
    assert neighbour.get(f"/w/{workshop.slug}/files/{token}").status_code == 404


def test_no_file_waits_for_nobody(quiz_attempt):
    service.hand_in_attempt(quiz_attempt, NOW)
    db.session.commit()

    assert set(db.session.scalars(select(Answer.credit))) == {Fraction(0)}


def test_what_was_replaced_stays_in_the_history(send, quiz_attempt):
    send(a_photo())
    send(a_photo(50), answer=names(quiz_attempt), number=2)

    assert len(db.session.scalars(select(AnswerSave.answer)).all()) == 2
    assert uploads() == 2
