import time

import pytest

from lms.banks.drafts import UnreadableBank
from lms.banks.reading import read_bank

BOMB = (
    '<!DOCTYPE quiz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    '<quiz><question type="essay"><name><text>&b;</text></name></question></quiz>'
)
OUTSIDE = (
    '<!DOCTYPE quiz [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    '<quiz><question type="essay"><name><text>&x;</text></name></question></quiz>'
)
ESSAY = '<question type="essay"><questiontext><text>{}</text></questiontext></question>'


def refused(content, **options):
    with pytest.raises(UnreadableBank) as caught:
        read_bank(content if isinstance(content, bytes) else content.encode(), **options)
    return str(caught.value)


@pytest.mark.parametrize("text", [BOMB, OUTSIDE, "<!DOCTYPE quiz><quiz></quiz>"])
def test_declared_entities_are_refused_unread(text):
    assert "not safe to read" in refused(text)


def test_other_xml_and_no_xml_are_refused():
    assert refused("<html></html>") == "This is no Moodle XML: it begins with <html>."
    assert refused("<quiz").startswith("This is no XML")
    assert refused("<quiz></quiz>").startswith("There are no questions in it")


def test_elements_in_elements_without_end_are_refused():
    assert refused("<quiz>" + "<question>" + "<a>" * 100) == (
        "The file is nested too deeply in line 1."
    )


def test_files_that_are_no_text_are_refused():
    assert refused(b"") == "The file is empty."
    assert refused(b"Kas" + bytes(range(256)) * 4) == "This is not a text file."
    assert refused("Sebuah surat biasa.").startswith("This is neither Moodle XML nor GIFT nor")


def test_html_nested_too_deeply_is_left():
    text = "&lt;blockquote&gt;" * 300 + "dalam"

    assert read_bank(f"<quiz>{ESSAY.format(text)}</quiz>".encode()).left[0].reason == (
        "Its HTML is nested too deeply"
    )


def test_a_text_beyond_all_limits_is_left():
    assert "longer than" in read_bank(f"[html]{'<p>x</p>' * 20_000} {{T}}".encode()).left[0].reason


def test_scripts_and_links_that_run_something_do_not_come_in():
    text = (
        "[html]<script>alert(1)</script><a href\\='javascript\\:alert(2)'>Klik</a> "
        "<p onclick\\='x()'>Apa?</p> {T}"
    )

    assert read_bank(text.encode()).taken[0].values["ask"] == "Klik\n\nApa?"


@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("cp1252", "Windows-1252"),
    ],
)
def test_encodings_are_recognised(codec, name):
    reading = read_bank("Apakah “kafé” itu é? {=ya ~bukan}\r\n".encode(codec))

    assert reading.encoding == name
    assert reading.taken[0].values["ask"] == "Apakah “kafé” itu é?"
    assert bool(reading.remarks) is (name == "Windows-1252")


def test_the_encoding_that_xml_declares_counts():
    text = f'<?xml version="1.0" encoding="ISO-8859-1"?><quiz>{ESSAY.format("kafé")}</quiz>'

    assert read_bank(text.encode("latin-1")).taken[0].values["ask"] == "kafé"


def test_every_line_ending_is_a_line_ending():
    for end in ("\n", "\r\n", "\r"):
        text = f"Apa?{end}A. satu{end}B. dua{end}ANSWER: A{end}"
        assert read_bank(text.encode()).format == "Aiken"


def test_long_runs_of_signs_take_no_time():
    for sign in ("{", "\\", "=", "~", "::", "[", "<", "&", "{1:SA:", "%50%", "####", "->", "*"):
        reading = read_bank(f"Apa {sign * 20_000} {{T}}".encode(), form="gift")
        assert reading.total == 1
        cloze = f"<quiz>{ESSAY.format('x')}</quiz>".replace("essay", "cloze")
        marked = cloze.replace("x<", f"<![CDATA[{sign * 20_000}]]><")
        assert read_bank(marked.encode()).total == 1


def test_what_is_found_is_taken_or_left():
    text = "\n\n".join(["Satu {T}", "Dua", "Tiga {=a", "Empat {=a ~b}"] * 50)
    reading = read_bank(text.encode())

    assert (len(reading.taken), len(reading.left)) == (100, 100)


SLOW_ONCE = {
    "closing braces": "Apa {T" + "}" * 1_000_000,
    "empty lines": "\n" * 500_000 + "Apa {T}",
    "answers": "Apa {" + "=" * 1_000_000 + "}",
    "pairs": "Apa {" + "=a->b " * 100_000 + "}",
    "spaces after ANSWER": f"Apa?\nA. x\nB. y\nANSWER: A{' ' * 300_000}A\n",
    "spaces of a category": f"$CATEGORY: a{' ' * 300_000}b\n\nApa {{T}}",
    "formulas without an end": "[html]Apa " + r"\\(" * 39_000 + "{T}",
    "code without an end": "[markdown]Apa " + "`" * 7_900 + "a{T}",
    "a blank of spaces": "<quiz><question type='cloze'><questiontext><text>{1"
    + " " * 100_000
    + "x</text></questiontext></question></quiz>",
    "a table as wide as high": "[html]<table><tr>"
    + "<td>x" * 7_000
    + "</tr>"
    + "<tr><td>x" * 3_000
    + "</table>{T}",
}


@pytest.mark.parametrize("name", SLOW_ONCE)
def test_what_could_take_minutes_takes_a_moment(name):
    begun = time.process_time()
    reading = read_bank(SLOW_ONCE[name].encode())

    assert reading.total == 1
    assert time.process_time() - begun < 2


def test_a_page_of_a_website_is_called_so():
    page = "<!DOCTYPE html><html><body>Masuk</body></html>"

    assert refused(page) == "This is a page of a website (HTML), not an export of questions."


def test_only_categories_are_no_questions():
    assert refused("$CATEGORY: $course$/a\n").startswith("There are no questions in it")


def test_single_bytes_of_windows_do_not_spoil_a_file_of_utf8():
    content = "Apakah “kafé” itu é? {T}\n\nBenarkah ".encode() + b"caf\xe9? {T}"

    reading = read_bank(content)

    assert [draft.values["ask"] for draft in reading.taken] == [
        "Apakah “kafé” itu é?",
        "Benarkah café?",
    ]
    assert reading.remarks == [
        "The file is not UTF-8; read as UTF-8 and Windows-1252. Look at letters with accents"
    ]


def test_a_question_left_for_its_length_has_a_name_even_without_a_title():
    (left,) = read_bank(f"<quiz>{ESSAY.format('x ' * 70_000)}</quiz>".encode()).left

    assert left.reason == "A text is longer than 120,000 characters"
    assert left.title.startswith("x x x")
