import pytest

from lms.banks.found import UnreadableBank
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
    assert refused("<quiz>" + "<question>" + "<a>" * 100) == "The file is nested too deeply."


def test_files_that_are_no_text_are_refused():
    assert refused(b"") == "The file is empty."
    assert refused(b"Kas" + bytes(range(256)) * 4) == "This is not a text file."
    assert refused("Sebuah surat biasa.") == "This is neither Moodle XML nor GIFT nor Aiken."


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
