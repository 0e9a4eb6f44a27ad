"""Nothing of the key is shown before it may be seen."""

import re
import shutil
from datetime import date, timedelta
from itertools import combinations, count

import pytest
from flask import url_for

from lms.content.settings import OF_ONE_ANSWER, Aspect, Review, ReviewTime
from lms.database import db
from lms.questions import KINDS
from lms.quizzes.attempts import queries, service
from lms.quizzes.attempts.saves import Sent
from lms.workshops.planning import WorkshopDetails
from lms.workshops.service import add_workshop
from tests.constants import COURSE, NOW
from tests.factories import a_program, a_revision, a_workshop, an_enrolment
from tests.quizzes.factories import SCRIPT, a_quiz_attempt, address_of

QUESTIONS = """\
- id: q-1
  kind: numeric
  ask: Berapa?
  answer: "7319"
  tolerance: "0.731"
  mistakes: [{if: "1", say: CANARY}]
  explain: CANARY
  hints: [CANARY]
- id: q-2
  kind: single_choice
  ask: Mana?
  options: [{text: ini, right: true, say: CANARY}, {text: itu, say: CANARY}]
  explain: CANARY
- id: q-3
  kind: multiple_answer
  ask: Mana saja?
  options: [{text: ini, right: true, say: CANARY}, {text: itu, say: CANARY}]
  explain: CANARY
- id: q-4
  kind: true_false
  ask: Benarkah?
  answer: true
  say: {true: CANARY, false: CANARY}
  explain: CANARY
- id: q-5
  kind: short_answer
  ask: Apa?
  accepted: [CANARY]
  explain: CANARY
- id: q-6
  kind: essay
  ask: Ceritakan.
  rubric: [{criterion: CANARY, points: 10}]
  explain: CANARY
- id: q-7
  kind: matching
  ask: Pasangkan.
  options: [merah, putih, biru]
  items: [{text: satu, match: putih}, {text: dua, match: merah}]
  explain: CANARY
  hints: [CANARY]
- id: q-8
  kind: ordering
  ask: Urutkan.
  steps: [catat, hitung, lapor, simpan]
  explain: CANARY
  hints: [CANARY]
- id: q-9
  kind: cloze
  ask: Isi [[1]], [[2]] dan [[3]].
  blanks:
    - accepted: [CANARY, CANARY]
    - answer: "7319"
    - options: [debit, kredit]
      right: debit
  explain: CANARY
- id: q-10
  kind: journal_entry
  ask: Catat.
  debit: {Kas: "7319"}
  credit: {Simpanan Pokok: "7319"}
  explain: CANARY
- id: q-11
  kind: file_upload
  ask: Foto.
  accept: [photo, pdf]
  rubric: [{criterion: CANARY, points: 10}]
  explain: CANARY
  hints: [CANARY]
"""
ACCOUNTS = """\
- {code: 1101, name: Kas, normal: debit}
- {code: 1201, name: Piutang, normal: debit}
- {code: 3101, name: Simpanan Pokok, normal: credit}
"""
CELLS = {7: 2, 8: 4, 9: 3}  # how many boxes a question has


@pytest.fixture
def quiz_attempt_reviewed_by(tmp_path, browser):
    """Begin an attempt at a quiz full of canaries, reviewed as said."""

    def begin(review):
        folder = tmp_path / review
        shutil.copytree(COURSE, folder)
        numbers = count(1)
        questions = re.sub("CANARY", lambda _: f"canary{next(numbers):03}", QUESTIONS)
        head = f"id: kuis-1\nkind: quiz\ntitle: Kuis\nminutes: 20\nreview: {review}\nquestions:\n"
        indented = "".join(f"  {line}\n" for line in questions.splitlines())
        (folder / "accounts.yaml").write_text(ACCOUNTS)
        (folder / "day-1/quiz.yaml").write_text(head + indented)
        quiz_attempt = a_quiz_attempt(an_enrolment(a_workshop(revision=a_revision(folder))))
        browser.sign_in(quiz_attempt.attempt.enrolment.person)
        return quiz_attempt

    return begin


def assert_nothing_leaks(response):
    text = response.text + str(response.headers)
    assert not re.search(r"canary|(?<![\w-])(7\.?319|0[.,]731)\b", text), response.request.path
    assert response.headers["Cache-Control"] == "no-store"


def answers_to(quiz_attempt, position):
    """Return what people and others might send as an answer."""
    options = quiz_attempt.variant(position).options
    yield options[0].key if options else "salah"
    yield ["1", "2", "x", ""][: CELLS.get(position, 1)]
    yield ["x"] * 50
    yield "x" * 30_000
    yield ""


def visit(browser, quiz_attempt):
    """Yield what a participant can see of an attempt that is going on."""
    slug = quiz_attempt.attempt.enrolment.workshop.slug
    for page in (f"w/{slug}/quizzes/kuis-1", "", f"w/{slug}/course", f"w/{slug}/my-scores"):
        yield browser.get(f"/{page}")
    for position in quiz_attempt.positions:
        address = address_of(quiz_attempt, position)
        yield browser.get(address)
        for number, answer in enumerate(answers_to(quiz_attempt, position)):
            sent = {"answer": answer, "client": "page", "save_number": number}
            yield browser.post(address, data=sent, headers=SCRIPT)
            yield browser.post(address, data=sent)
        yield browser.get(address)
    for sent in ({}, {"receipt": "KODE-1234", "log": "[{}]"}, {"receipt": "KODE-5678"}):
        yield browser.post(address_of(quiz_attempt, "deliver"), data=sent, headers=SCRIPT)
    for page in ("check", "sheet"):
        yield browser.get(address_of(quiz_attempt, page))
    yield browser.get(address_of(quiz_attempt, "result"))
    yield browser.get(address_of(quiz_attempt, 99))


def test_the_canaries_are_in_every_kind_of_question():
    assert set(re.findall(r"kind: (\w+)", QUESTIONS)) == set(KINDS)


def test_while_an_attempt_is_going_on_nothing_leaks(quiz_attempt_reviewed_by, browser):
    for response in visit(browser, quiz_attempt_reviewed_by("full")):
        assert_nothing_leaks(response)


@pytest.mark.parametrize("review", ["score", "none"])
def test_after_handing_in_only_what_the_review_allows_is_shown(
    quiz_attempt_reviewed_by, browser, review
):
    quiz_attempt = quiz_attempt_reviewed_by(review)
    browser.post(address_of(quiz_attempt, "check"))

    result = browser.get(address_of(quiz_attempt, "result"))

    assert result.status_code == 200
    assert ("dari 100" in result.text) == (review == "score")
    for response in (result, *visit(browser, quiz_attempt)):
        assert_nothing_leaks(response)


def test_a_full_review_shows_the_explanations(quiz_attempt_reviewed_by, browser):
    quiz_attempt = quiz_attempt_reviewed_by("full")
    browser.post(address_of(quiz_attempt, "check"))

    assert "canary" in browser.get(address_of(quiz_attempt, "result")).text


TOLD_BY = {"say": "umpan", "explain": "bahas", "hints": "petunjuk"}  # all else tells the key
CANARIES = r"(?:umpan|bahas|petunjuk|kunci)\d{3}"
KEYS = r"(?<![\w-])7\.?319\b"
TOLERANCE = r"(?<![\w-])0[.,]731\b"
ANSWERS = {1: ["1"], 4: ["true"], 5: ["salah"], 6: ["Cerita."], 9: ["x", "1", ""]}
LATER = {
    ReviewTime.RIGHT_AFTER: NOW + timedelta(minutes=14),
    ReviewTime.WHILE_OPEN: NOW + timedelta(minutes=15),
    ReviewTime.AFTER_CLOSE: NOW + timedelta(days=40),
}


def named_after_what_they_tell(questions):
    """Give every canary a number, and the name of what it tells."""
    numbers = count(1)
    for line in questions.splitlines():
        name = next((told for key, told in TOLD_BY.items() if f"{key}:" in line), "kunci")
        yield re.sub("CANARY", lambda _, name=name: f"{name}{next(numbers):03}", line)


@pytest.fixture
def going_on(tmp_path, browser):
    """An attempt at a quiz full of canaries, with numbers of one's own."""
    folder = tmp_path / "kursus"
    shutil.copytree(COURSE, folder)
    (folder / "accounts.yaml").write_text(ACCOUNTS)
    (folder / "day-1/quiz.yaml").write_text(
        "id: kuis-1\nkind: quiz\ntitle: Kuis\nnumbers: attempt\nquestions:\n"
        + "".join(f"  {line}\n" for line in named_after_what_they_tell(QUESTIONS))
    )
    quiz_attempt = a_quiz_attempt(an_enrolment(a_workshop(revision=a_revision(folder))))
    browser.sign_in(quiz_attempt.attempt.enrolment.person)
    return quiz_attempt


@pytest.fixture
def done(going_on):
    """The same, handed in."""
    for position in going_on.positions:
        options = [option.key for option in going_on.variant(position).options[:1]]
        if answer := ANSWERS.get(position, options):
            service.save_answer(going_on, Sent(position, {"answer": answer}, "page", 1, NOW))
    service.hand_in_attempt(going_on, NOW)
    db.session.commit()
    return going_on


def shown_then(quiz_attempt, when, aspects):
    """Let the author's matrix have these aspects in one cell, and nothing in all others."""
    object.__setattr__(quiz_attempt.quiz, "review", Review({when: frozenset(aspects)}))


EVERY_CELL = [
    (when, aspects)
    for when in ReviewTime
    for size in range(len(Aspect) + 1)
    for aspects in combinations(Aspect, size)
]


def test_every_cell_of_the_matrix_shows_what_it_allows_and_nothing_else(done, browser, at):
    address = address_of(done, "result")
    for now, instant in LATER.items():
        at(instant)
        browser.sign_in(done.attempt.enrolment.person)
        for when, aspects in EVERY_CELL:
            shown_then(done, when, aspects)
            page = browser.get(address).text
            told = {name[:-3] for name in re.findall(CANARIES, page)}
            found = {
                Aspect.SCORE: "Nilai sementara" in page,
                Aspect.CORRECTNESS: 'class="feedback wrong"' in page,
                Aspect.FEEDBACK: "umpan" in told,
                Aspect.SOLUTION: {"bahas", "kunci"} <= told and bool(re.search(KEYS, page)),
            }
            allowed = set(aspects) if when is now else set()
            assert {each for each in Aspect if found[each]} == allowed, (now, when, aspects)
            assert "petunjuk" not in told
            if Aspect.SOLUTION not in allowed:
                assert not {"bahas", "kunci"} & told, (now, when, aspects)
                assert not re.search(f"{KEYS}|{TOLERANCE}", page), (now, when, aspects)


OF_ONE = [aspects for size in range(4) for aspects in combinations(sorted(OF_ONE_ANSWER), size)]
BY_PROGRAM = [1, 2, 3, 4, 5, 7, 8, 9]
LEAKS = f"{CANARIES}|{KEYS}|{TOLERANCE}"


def check(browser, quiz_attempt, position, headers=SCRIPT):
    """Answer wrongly but readably, and check it."""
    keys = [option.key for option in quiz_attempt.variant(position).options]
    several = {7: keys[:2], 8: ["1", "2", "3", "4"]}
    answer = several.get(position) or ANSWERS.get(position, keys[:1])
    data = {"answer": answer, "client": "page", "save_number": 1, "go": "checked"}
    return browser.post(address_of(quiz_attempt, position), data=data, headers=headers)


def test_before_an_answer_is_checked_its_page_tells_nothing_and_after_it_the_others_do_not(
    going_on, browser
):
    shown_then(going_on, ReviewTime.DURING, OF_ONE_ANSWER)
    for position in going_on.positions:
        page = browser.get(address_of(going_on, position)).text
        assert not re.search(f"{LEAKS}|feedback", page), position
        assert ('value="checked"' in page) == (position not in (6, 11)), position

    for position in BY_PROGRAM:
        response = check(browser, going_on, position)
        assert not re.search(LEAKS, response.text + str(response.headers)), position
        assert re.search(CANARIES, browser.get(address_of(going_on, position)).text), position
    for position in (6, 11):
        check(browser, going_on, position, headers={})
    for page in (6, 10, 11, "check", "result", 99):
        text = browser.get(address_of(going_on, page)).text
        assert not re.search(f"{LEAKS}|feedback", text), page
    slug = going_on.attempt.enrolment.workshop.slug
    for page in ("", "course", "days/1", "my-scores", "quizzes/kuis-1"):
        assert not re.search(LEAKS, browser.get(f"/w/{slug}/{page}" if page else "/").text), page


def test_a_checked_answer_shows_what_is_allowed_during_the_attempt_and_nothing_else(
    going_on, browser
):
    shown_then(going_on, ReviewTime.DURING, OF_ONE_ANSWER)
    for position in BY_PROGRAM:
        check(browser, going_on, position)
    for aspects in OF_ONE:
        shown_then(going_on, ReviewTime.DURING, aspects)
        page = "".join(browser.get(address_of(going_on, n)).text for n in BY_PROGRAM)
        told = {name[:-3] for name in re.findall(CANARIES, page)}
        found = {
            Aspect.CORRECTNESS: 'class="feedback wrong"' in page,
            Aspect.FEEDBACK: "umpan" in told,
            Aspect.SOLUTION: {"bahas", "kunci"} <= told and bool(re.search(KEYS, page)),
        }
        assert {each for each in found if found[each]} == set(aspects), aspects
        assert "petunjuk" not in told
        if Aspect.SOLUTION not in aspects:
            assert not {"bahas", "kunci"} & told, aspects
            assert not re.search(f"{KEYS}|{TOLERANCE}", page), aspects


def test_what_the_result_may_show_stands_on_no_other_page(app, done, browser, at):
    """Home, scores, the day, replies to scripts, errors: with everything allowed at every time."""
    object.__setattr__(done.quiz, "review", Review(dict.fromkeys(ReviewTime, frozenset(Aspect))))
    result = address_of(done, "result")
    for instant in LATER.values():
        at(instant)
        browser.sign_in(done.attempt.enrolment.person)
        assert re.search(CANARIES, browser.get(result).text)
        slug = done.attempt.enrolment.workshop.slug
        for page in ("", "course", "days/1", "my-scores", "quizzes/kuis-1", "quizzes/kuis-2"):
            response = browser.get(f"/w/{slug}/{page}" if page else "/")
            assert not re.search(f"{CANARIES}|{KEYS}|{TOLERANCE}", response.text), page
        for page in (1, 99, "check", "deliver"):
            for headers in (SCRIPT, {}):
                sent = {"answer": "1", "client": "page", "save_number": 2, "log": "[{}]"}
                response = browser.post(address_of(done, page), data=sent, headers=headers)
                text = response.text + str(response.headers)
                assert not re.search(f"{CANARIES}|{KEYS}|{TOLERANCE}", text), page


def every_address(app, quiz_attempt):
    """Every address a GET can name from here; most are refused, and say nothing either."""
    workshop = quiz_attempt.attempt.enrolment.workshop
    known = {
        "workshop_slug": workshop.slug,
        "program_slug": workshop.program.slug,
        "attempt_id": quiz_attempt.attempt.id,
        "enrolment_id": quiz_attempt.attempt.enrolment.id,
        "person_id": quiz_attempt.attempt.enrolment.person_id,
        "revision_id": workshop.revision_id,
        "position": 1,
        "quiz_id": "kuis-1",
        "question_id": "q-5",
        "lesson_id": "h1-l1",
        "exercise_id": "h1-p1",
        "answer_id": 1,
        "meeting_id": 1,
    }
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            if "GET" in rule.methods and rule.arguments <= known.keys():
                yield url_for(rule.endpoint, **{name: known[name] for name in rule.arguments})


@pytest.mark.parametrize("review", ["full", "none"])
def test_no_address_there_is_shows_a_participant_the_key_or_anothers_answer(
    app, quiz_attempt_reviewed_by, browser, review
):
    quiz_attempt = quiz_attempt_reviewed_by(review)
    neighbour = a_quiz_attempt(an_enrolment(quiz_attempt.attempt.enrolment.workshop))
    for position in (5, 6):
        service.save_answer(
            neighbour, Sent(position, {"answer": ["canary of another"]}, "page", 1, NOW)
        )
    if review == "none":
        for each in (neighbour, quiz_attempt):
            service.hand_in_attempt(each, NOW)
    db.session.commit()

    addresses = list(every_address(app, quiz_attempt))

    assert len(addresses) > 40
    for address in addresses:
        text = browser.get(address).text
        assert not re.search(r"canary|(?<![\w-])(7\.?319|0[.,]731)\b", text), address


def test_nobody_chooses_her_own_numbers_questions_or_form(browser):
    enrolment = an_enrolment()
    browser.sign_in(enrolment.person)
    wanted = {"seed": "1", "number": "7", "form": "B", "question_ids": "k1-4", "started_at": "0"}

    browser.post(f"/w/{enrolment.workshop.slug}/quizzes/kuis-1?seed=1", data=wanted)

    usual = a_quiz_attempt(an_enrolment(enrolment.workshop)).attempt
    mine = queries.quiz_attempts_of(enrolment, "kuis-1")[0].attempt
    for name in ("seed", "number", "form", "question_ids", "started_at"):
        assert getattr(mine, name) == getattr(usual, name)


def test_pages_say_nothing_to_anybody_else(quiz_attempt_reviewed_by, browser):
    quiz_attempt = quiz_attempt_reviewed_by("full")
    browser.sign_in(an_enrolment(quiz_attempt.attempt.enrolment.workshop).person)

    for page in (1, "check", "result"):
        response = browser.get(address_of(quiz_attempt, page))
        assert response.status_code == 404
        assert_nothing_leaks(response)


SAME_BUT_FOR_THE_KEY = {
    "single_choice": (
        "options: [{text: ini, right: true}, {text: itu}]",
        "options: [{text: ini}, {text: itu, right: true}]",
    ),
    "multiple_answer": (
        "options: [{text: ini, right: true}, {text: itu}, {text: sana}]",
        "options: [{text: ini}, {text: itu, right: true}, {text: sana, right: true}]",
    ),
    "true_false": ("answer: true", "answer: false"),
    "matching": (
        "options: [a, b, c]\n  items: [{text: x, match: a}, {text: y, match: b}]",
        "options: [a, b, c]\n  items: [{text: x, match: c}, {text: y, match: a}]",
    ),
    "cloze": (
        "blanks: [{options: [debit, kredit], right: debit}]",
        "blanks: [{options: [debit, kredit], right: kredit}]",
    ),
    "journal_entry": (
        "debit: {Kas: 10}\n  credit: {Piutang: 10}",
        "debit: {Piutang: 20}\n  credit: {Kas: 20}",
    ),
}
VOLATILE = re.compile(
    r'name="(client|csrf_token)" value="[^"]*"|workshop-\d+|attempts/\d+|Peserta \d+|>P\d*<'
)


@pytest.mark.parametrize("kind", SAME_BUT_FOR_THE_KEY)
def test_two_questions_that_differ_in_the_key_alone_look_the_same(kind, tmp_path, browser):
    pages = []
    for number, key in enumerate(SAME_BUT_FOR_THE_KEY[kind]):
        folder = tmp_path / str(number)
        shutil.copytree(COURSE, folder)
        (folder / "accounts.yaml").write_text(ACCOUNTS)
        ask = "Isi [[1]]." if kind == "cloze" else "Apa?"
        (folder / "day-1/quiz.yaml").write_text(
            "id: kuis-1\nkind: quiz\ntitle: Kuis\nnumbers: workshop\nquestions:\n"
            f"- id: q-1\n  kind: {kind}\n  ask: {ask}\n  {key}\n  explain: Karena.\n"
        )
        quiz_attempt = a_quiz_attempt(an_enrolment(a_workshop(revision=a_revision(folder))))
        quiz_attempt.attempt.seed = 1
        browser.sign_in(quiz_attempt.attempt.enrolment.person)
        pages.append(VOLATILE.sub("", browser.get(address_of(quiz_attempt, 1)).text))

    assert pages[0] == pages[1]


def test_the_order_of_options_and_steps_follows_from_nothing_that_people_know(app):
    """Neither the number of the workshop nor its address, only what was drawn when it was made."""
    revision = a_revision()
    days = tuple(date(2026, 11, 23) + timedelta(days=n) for n in range(5))
    details = WorkshopDetails(number=1, place="Aula", capacity=9, days=days)
    one, other = (add_workshop(a_program(), details, revision=revision, now=NOW) for _ in range(2))

    assert min(one.secret, other.secret) > 2**32
    assert one.secret != other.secret
    seeds = {a_quiz_attempt(an_enrolment(each)).attempt.seed for each in (one, other)}
    assert len(seeds) == 2
