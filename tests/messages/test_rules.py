from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.messages.rules import Obstacle, chat_link, filled, obstacle, shortened

texts = st.text(st.characters(codec="utf-8"), max_size=200)


@given(texts)
def test_what_the_chat_shows_is_the_text_whatever_is_in_it(text):
    link = urlsplit(chat_link("+6281000000101", text))

    assert (link.netloc, link.path) == ("wa.me", "/6281000000101")
    assert parse_qs(link.query, keep_blank_values=True) == {"text": [text]}


@pytest.mark.parametrize("phone", ["", "0810 0000 0101", "+0810000001", "+62", "+62٨1000000101"])
def test_no_link_without_a_number_in_full(phone):
    assert obstacle(phone, agreed=True) is Obstacle.NO_PHONE
    with pytest.raises(ValueError, match="phone"):
        chat_link(phone, "Halo")


def test_who_has_not_agreed_is_not_written_to_whatever_the_number():
    assert obstacle("+6281000000101", agreed=False) is Obstacle.NO_CONSENT
    assert obstacle("+6281000000101", agreed=True) is None


def test_a_text_is_filled_in_whichever_language_its_words_are():
    values = {"name": "Ni Made", "link": "https://x/"}

    assert filled("Halo {nama}: {tautan}", values) == filled("Halo {name}: {link}", values)


def test_the_full_stop_of_a_degree_is_not_doubled():
    assert filled("Halo {nama}. Mari", {"name": "Ni Made, A.Md."}) == "Halo Ni Made, A.Md. Mari"
    assert filled("Halo {nama}. Mari", {"name": "Ni Made"}) == "Halo Ni Made. Mari"
    assert filled("Halo {nama}: mari", {"name": "Ni Made, A.Md."}) == "Halo Ni Made, A.Md.: mari"


@given(texts, texts)
def test_what_is_filled_in_is_not_filled_in_again(name, text):
    done = filled("{nama}", {"name": name + "{tautan}", "link": text})

    assert done == name + "{tautan}"


@given(texts.filter(lambda text: "{" not in text))
def test_a_text_without_words_to_fill_in_stays_as_it_is(text):
    assert filled(text, {"name": "x"}) == text


def test_a_long_list_is_shortened():
    assert shortened(["A", "B", "C", "D", "E"]) == "A, B, C (+2)"
    assert shortened(["A"]) == "A"
