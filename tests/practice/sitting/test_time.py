"""When she will practise, in her own words."""

import pytest

from lms.practice.sitting.queries import time_of


def send(practiser, **fields):
    return practiser.browser.post(f"{practiser.home}/time", data=fields)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"usual": "Setelah tutup kas"}, "Setelah tutup kas"),
        ({"own": " sesudah rapat Jumat "}, "sesudah rapat Jumat"),
        ({"usual": "Setelah tutup kas", "own": "subuh"}, "subuh"),
    ],
)
def test_her_words_are_kept(practiser, fields, words):
    assert send(practiser, **fields).status_code == 303
    assert time_of(practiser.enrolment) == words


def test_the_newest_words_hold(practiser):
    send(practiser, own="subuh")
    send(practiser, own="malam")

    assert time_of(practiser.enrolment) == "malam"
    assert "malam" in practiser.browser.get(f"{practiser.home}/time").text


def test_whoever_chooses_nothing_is_asked_to(practiser):
    response = send(practiser, own="")

    assert response.status_code == 422
    assert "Pilih satu waktu" in response.text
    assert time_of(practiser.enrolment) == ""


def test_too_many_words_stay_in_the_field(practiser):
    response = send(practiser, own="x" * 81)

    assert response.status_code == 422
    assert "x" * 81 in response.text


def test_who_has_set_no_time_is_asked_at_the_end_of_a_sitting(practiser):
    practiser.begin()
    practiser.finish()

    assert f"{practiser.home}/time" in practiser.look().text
    send(practiser, own="subuh")
    assert f"{practiser.home}/time" not in practiser.look().text
