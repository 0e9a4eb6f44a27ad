"""The one way to make a PDF."""

import io

import pytest
from pypdf import PdfReader

from lms.web.pdf import TEMPLATES, PrintingFailed, pdf_answer, rendered
from lms.web.typeset import nodes_of
from tests.constants import NOW

LETTER = """
#import "/house.typ": document
#let data = json(bytes(sys.inputs.data))
#show: document.with(data)
= #data.title
#for name in data.names [ + #name ]
#if "qr_code" in data { image(bytes(data.qr_code), format: "svg", alt: "QR", width: 2cm) }
"""


@pytest.fixture
def letter(app, tmp_path):
    def make(*names, **more):
        (tmp_path / "letter.typ").write_text(LETTER)
        data = {"title": "Surat", "names": names, **more}
        with app.test_request_context():
            return rendered("letter.typ", data, NOW, folder=tmp_path)

    (tmp_path / "house.typ").write_text((TEMPLATES / "house.typ").read_text())
    return make


def text_of(pdf):
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


@pytest.mark.parametrize(
    "name",
    [
        "Ni Luh Ayu, S.E.",
        "#panic() $x$ *tebal* _miring_ `kode` @rujukan <label> // komentar",
        '"]; #read("/etc/passwd")',
        r"\ \u{41} [kurung] ~ --- ' \" ",
        "Ñ Ž é Ş",
    ],
)
def test_a_name_is_only_text_to_the_template(letter, name):
    assert " ".join(name.split()) in " ".join(text_of(letter(name)).split())


def test_a_decomposed_letter_is_printed_as_one(letter):
    assert "Kadék" in text_of(letter("Kade\u0301k"))


@pytest.mark.parametrize("name", ["ᬓᬶ", "👩‍🏫", "中文", "\ue000x", "\u202eterbalik", "a\0b\x1b[2J"])
def test_a_sign_no_font_has_does_not_stop_the_printing(letter, name):
    assert len(PdfReader(io.BytesIO(letter(name, "Sukerti"))).pages) == 1


def test_a_screen_reader_finds_title_language_and_structure(letter):
    document = PdfReader(io.BytesIO(letter("Sukerti", qr_code="http://localhost/")))
    root = document.trailer["/Root"]

    assert document.metadata.title == "Surat"
    assert root["/Lang"] == "id"
    assert root["/MarkInfo"]["/Marked"]
    assert b"pdfuaid" in root["/Metadata"].get_data()
    assert b"pdfaid" in root["/Metadata"].get_data()


def test_the_same_data_gives_the_same_bytes_on_a4(letter):
    assert letter("Sukerti") == letter("Sukerti")
    box = PdfReader(io.BytesIO(letter("Sukerti"))).pages[0].mediabox
    assert (round(box.width), round(box.height)) == (595, 842)


def test_a_template_reads_nothing_outside_its_folder(app, tmp_path):
    (tmp_path / "secret").write_text("rahasia")
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "bad.typ").write_text('#read("../secret")')

    with app.test_request_context(), pytest.raises(PrintingFailed):
        rendered("bad.typ", {"title": "x"}, NOW, folder=folder)


def test_the_answer_is_a_pdf_with_a_name(app):
    with app.test_request_context():
        answer = pdf_answer(b"%PDF-", "kartu.pdf")

    assert answer.mimetype == "application/pdf"
    assert 'filename="kartu.pdf"' in answer.headers["Content-Disposition"]


COURSE_TEXT = """
#import "/house.typ": document
#import "/html.typ": shown
#let data = json(bytes(sys.inputs.data))
#show: document.with(data)
= #data.title
#shown(data.nodes)
"""


@pytest.mark.parametrize(
    "html",
    [
        "<p></p><ul></ul><ul><li></li></ul><code></code><blockquote></blockquote>",
        "<table></table><table><tr><td></td></tr></table>",
        "<h2>Kas</h2><p>5 × 4 = <strong>20</strong>, <code>=A1*#2</code><br>$x$</p><hr>",
        "<ul><li>satu<ol start='3'><li>dua</li></ol></li></ul><pre><code>a  b\n c</code></pre>",
        "<div class='admonition'><p class='admonition-title'>Ingat</p><p>Kas.</p></div>",
        "<table><thead><tr><th>Akun</th></tr></thead><tbody><tr><td>Kas</td></tr></tbody></table>",
        "<p>Isi <code>=<span class='gap'>[1]</span></code></p>",
    ],
)
def test_course_texts_can_be_printed(app, tmp_path, html):
    (tmp_path / "text.typ").write_text(COURSE_TEXT)
    for name in ("house.typ", "html.typ"):
        (tmp_path / name).write_text((TEMPLATES / name).read_text())
    nodes = nodes_of(html)

    with app.test_request_context():
        pdf = rendered("text.typ", {"title": "Surat", "nodes": nodes}, NOW, folder=tmp_path)

    printed = "".join(text_of(pdf).split())
    assert all("".join(part.split()) in printed for part in words_of(nodes))
    assert b"pdfuaid" in pdf


def words_of(nodes):
    for node in nodes:
        if isinstance(node, str):
            yield node
        elif "items" in node:
            yield from (word for item in node["items"] for word in words_of(item))
        else:
            yield from words_of(node.get("body", []))


def test_a_text_longer_than_a_page_runs_on_and_is_not_cut(app):
    notes = nodes_of(
        "".join(f"<p>Catatan panjang nomor {n} untuk pelatih.</p>" for n in range(120))
    )
    data = {
        "title": "Panduan",
        "heading": "Hari 1",
        "goals": [],
        "goals_word": "Tujuan",
        "timetable": [],
        "minutes_word": "menit",
        "lessons": [{"title": "Kas", "minutes": 3, "notes": notes}],
    }

    with app.test_request_context():
        text = text_of(rendered("day-guide.typ", data, NOW))

    assert all(f"nomor {n} untuk" in text for n in range(120))
