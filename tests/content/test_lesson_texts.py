"""Facts, terms, links and pictures in the texts of a course."""

import re
from io import BytesIO

import pytest
from PIL import ExifTags, Image

from lms.content.folder import read_folder
from lms.content.revision import canonical, course_from
from lms.content.texts.lesson_text import sections_of
from lms.content.texts.pictures import UnusablePicture, clean_svg

LESSON = "day-1/modal-koperasi.md"
EXERCISES = "day-1/exercises.yaml"
PICTURE = "pictures/alur-qris.svg"


def published(course):
    return course_from(canonical(read_folder(course.root).document))


def test_a_fact_stands_in_texts_and_calculations(course):
    course.expect_nothing()
    course.change(EXERCISES, "  answer: sebulan * b", "  answer: bulat(sebulan * fact.mdr) * b")
    course.change(EXERCISES, "selama {b} bulan?", "selama {b} bulan? ({fact.mdr})")
    read = published(course)
    variant = read.exercise("h1-p1").question.variant(1)
    numbers = variant.numbers

    assert "biayanya 0,3%." in read.lessons[0].html
    assert "(0,3%)" in variant.prompt
    assert variant.key == round(numbers["sebulan"] * 3 / 1000) * numbers["b"]
    assert [fact.source for fact in read.facts] == ["Bank Indonesia, PADG QRIS"]


def test_a_term_is_a_button_with_what_it_means(course):
    course.change(LESSON, "[[QRIS]]", "[[kode itu|kode qr]], [[QRIS]], `[[QRIS]]`")
    html = published(course).lessons[0].html

    assert html.count('popovertarget="term-1">') == 2
    assert '<button type="button" class="term" popovertarget="term-1">kode itu</button>' in html
    assert html.count('id="term-1" popover>') == 1
    assert "<code>[[QRIS]]</code>" in html


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Pakai [[QRIS]].", "{}."),
        ("Pakai **[[QRIS]]**; lalu", "<strong>{}</strong>;"),
        ("(*[[QRIS]]*).", "(<em>{}</em>)."),
        ("**Kode [[QRIS]]**.", ""),
        ("[[QRIS]] dipakai.", ""),
    ],
)
def test_a_term_and_the_stop_behind_it_stay_in_one_line(course, text, kept):
    course.change(LESSON, "[[QRIS]]", f"itu.\n\n{text}\n\nItu")
    html = published(course).lessons[0].html

    button = '<button type="button" class="term" popovertarget="term-1">QRIS</button>'
    assert button in html
    together = re.findall('<span class="together">(.*?)</span>', html)
    assert together == ([kept.format(button)] if kept else [])


def test_a_heading_can_be_led_to_by_its_words(course):
    course.change(
        LESSON,
        "## Dua macam modal\n",
        "## Dua macam modal\n\n### Modal & *[[QRIS]]*: 50%!\n\n## Dua macam modal\n\n## ???\n",
    )
    html = published(course).lessons[0].html

    assert sections_of(html) == ("dua-macam-modal", "modal-qris-50", "dua-macam-modal-2", "bagian")
    assert '<h3 id="section-modal-qris-50">Modal &amp; <span class="together"><em><button' in html
    assert 'href="h1-l1#section-dua-macam-modal"' in html


def test_a_question_is_read_up_where_it_or_its_skill_says(course):
    course.change(EXERCISES, "  goal: T1.1\n", "  goal: T1.1\n  section: h1-l1\n")
    read = published(course)
    by_skill, by_itself = (read.section_of(read.exercise(name)) for name in ("h1-p1", "h1-t1"))

    assert (by_skill.lesson.id, by_skill.heading) == ("h1-l1", "section-dua-macam-modal")
    assert (by_itself.lesson.id, by_itself.heading) == ("h1-l1", None)


def test_a_revision_from_before_headings_could_be_led_to_opens_its_lesson(course):
    document = read_folder(course.root).document
    for skill in document["skills"]:
        skill.pop("section", None)
    lesson = document["modules"][0]["lessons"][0]
    lesson["text"] = lesson["text"].replace(' id="section-dua-macam-modal"', "")
    read = course_from(canonical(document))

    section = read.section_of(read.exercise("h1-p1"))
    assert (section.lesson.id, section.heading) == ("h1-l1", None)


def test_a_picture_is_drawn_in_the_page_and_named(course):
    course.change(
        EXERCISES,
        "  ask: Toko yang",
        "  ask: |\n    ![Sebuah toko](pictures/alur-qris.svg)\n\n    Toko yang",
    )
    read = published(course)
    html = read.lessons[0].html

    assert '<svg role="img" aria-label="Pembeli membayar koperasi" viewBox="0 0 320 80">' in html
    assert "<figcaption>Alur pembayaran</figcaption>" in html
    assert 'aria-label="Sebuah toko"' in read.exercise("h1-t1").question.variant(1).prompt


def test_notes_for_trainers_are_kept_apart(course):
    lesson = published(course).lessons[0]
    assert "<strong>dua HP</strong>" in lesson.trainer
    assert "dua HP" not in lesson.html


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        (LESSON, "{fact.mdr}", "{fact.mdrr}", 'Did you mean "mdr"?'),
        (EXERCISES, "answer: sebulan * b", "answer: fact.bunga * b", '"bunga" is not a fact'),
        ("facts.yaml", "checked: 2026-11-20", "checked: kemarin", "is no day"),
        ("facts.yaml", "number: 0.003 ", 'number: "0,003" ', "with a dot for decimals"),
        ("facts.yaml", "- name: mdr", "- name: MDR", "cannot be a name"),
        ("glossary.yaml", "also: [kode QR]", "also: [qris]", "in the glossary twice"),
        (LESSON, "[[QRIS]]", "[[QRISS]]", 'Did you mean "QRIS"?'),
        (LESSON, "(lesson:h1-l1#", "(lesson:h1-l9#", 'There is no lesson "h1-l9"'),
        (LESSON, "(lesson:h1-l1#dua-macam-modal)", "(#awal)", "leads nowhere"),
        (LESSON, "(lesson:h1-l1#dua-", "(lesson:h1-l1#tiga-", 'no heading "tiga-macam-modal"'),
        (
            "skills.yaml",
            "section: h1-l1#dua",
            "section: h1-l1#duo",
            'Did you mean "dua-macam-modal"',
        ),
        ("skills.yaml", "section: h1-l1#", "section: h1-l9#", 'There is no lesson "h1-l9"'),
        ("skills.yaml", "section: h1-l1#dua-macam-modal", "section: h1-l1#", "no heading"),
        (
            EXERCISES,
            "  goal: T1.1\n",
            "  section: h1-l1#jurnal\n  goal: T1.1\n",
            '"h1-l1" has no heading "jurnal"',
        ),
        (LESSON, "![Pembeli membayar koperasi]", "![]", "has no description"),
        (LESSON, "(pictures/alur-qris.svg", "(pictures/alur-qriss.svg", "Did you mean"),
        (LESSON, "![Pembeli", "Lihat ![Pembeli", "stands alone in its line"),
        (PICTURE, '<path class="line"', '<path style="x"', '"style" is not available'),
        (PICTURE, '<path class="line"', '<path class="merah"', '"merah" is not a class'),
    ],
)
def test_what_is_wrong_is_told_once_with_its_place(course, file, old, new, words):
    line = course.line_of(file, old)
    course.change(file, old, new)

    told = [problem for problem in course.problems() if words in problem]

    assert len(told) == 1, course.problems()
    assert told[0].startswith(f"{file}:{line}: ")


def test_a_fact_without_a_number_cannot_be_worked_with(course):
    course.change("facts.yaml", "  number: 0.003", "  # number: 0.003")
    course.change(EXERCISES, "answer: sebulan * b", "answer: fact.mdr * b")
    [told] = course.problems()
    assert "has no number to work with" in told


def test_a_picture_that_nobody_shows_is_told(course):
    course.write("pictures/lupa.svg", (course.root / PICTURE).read_text())
    assert course.problems() == [
        "pictures/lupa.svg:1: No text shows this picture. Show or remove it."
    ]


def test_a_picture_of_another_kind_is_told_once(course):
    (course.root / PICTURE).rename(course.root / "pictures/alur-qris.gif")
    course.change(LESSON, "(pictures/alur-qris.svg", "(pictures/alur-qris.gif")
    [told] = course.problems()
    assert told.startswith("pictures/alur-qris.gif:1: Pictures are files such as")


HOSTILE = [
    "<svg viewBox='0 0 1 1'><script>alert(1)</script></svg>",
    "<svg viewBox='0 0 1 1' onload='alert(1)'><g onclick='x'/></svg>",
    "<svg viewBox='0 0 1 1'><foreignObject/></svg>",
    "<svg viewBox='0 0 1 1'><image href='https://example.org/x.png'/></svg>",
    "<svg viewBox='0 0 1 1'><use href='https://example.org/x.svg#a'/></svg>",
    "<svg viewBox='0 0 1 1'><use xlink:href='data:x'/></svg>",
    "<svg viewBox='0 0 1 1'><rect fill='url(https://example.org)'/></svg>",
    "<svg viewBox='0 0 1 1'><rect fill='u\\72l(x)'/></svg>",
    "<svg viewBox='0 0 1 1'><style>*{}</style></svg>",
    "<svg viewBox='0 0 1 1'><a href='x'/></svg>",
    "<svg viewBox='0 0 1 1'><animate/></svg>",
    "<svg viewBox='0 0 1 1'><svg/></svg>",
    "<!DOCTYPE svg [<!ENTITY a 'b'>]><svg viewBox='0 0 1 1'><text>&a;</text></svg>",
    "<html/>",
    "<svg/>",
    "<svg",
    "",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_does_not_draw_is_refused(text):
    with pytest.raises(UnusablePicture):
        clean_svg(text.encode(), "x")


def test_what_draws_stays_and_its_ids_are_its_own():
    text = (
        "<svg viewBox='0 0 9 9' width='9' onload='x' xmlns:inkscape='y'><!-- a -->"
        "<defs><marker id='m'><path d='M0 0'/></marker></defs>"
        "<path marker-end='url(#m)' class='line accent'/><text>a &lt; {b}</text></svg>"
    )
    assert clean_svg(text.encode(), "alur") == (
        '<svg viewBox="0 0 9 9"><defs><marker id="alur-m"><path d="M0 0"></path></marker></defs>'
        '<path marker-end="url(#alur-m)" class="line accent"></path>'
        "<text>a &lt; &#123;b&#125;</text></svg>"
    )


def a_photo(form="JPEG", size=(3000, 2000), **options):
    """A photo of one colour; with `exif`, as a camera notes it."""
    out = BytesIO()
    Image.new("RGB", size, "teal").save(out, form, **options)
    return out.getvalue()


def test_a_photo_is_made_small_and_forgets_where_it_was_taken(course):
    notes = Image.Exif()
    notes[ExifTags.Base.Orientation] = 6  # the camera lay on its side
    notes[ExifTags.Base.Make] = "Contoh"
    course.write("pictures/toko.jpg", a_photo(exif=notes))
    course.change(LESSON, "pictures/alur-qris.svg", "pictures/toko.jpg")
    course.remove(PICTURE)
    reading = read_folder(course.root)
    (photo,) = [each for each in reading.attached if each.media_type == "image/webp"]
    html = course_from(canonical(reading.document)).lessons[0].html

    assert (photo.width, photo.height) == (853, 1280)
    assert b"Contoh" not in photo.content
    assert f'<img src="{photo.address}" alt="Pembeli membayar koperasi" width="853"' in html
    assert 'loading="lazy"' in html


def test_a_photo_of_a_lesson_is_light_however_noisy(course):
    out = BytesIO()
    Image.effect_noise((2000, 1500), 120).convert("RGB").save(out, "JPEG", quality=95)
    course.write("pictures/toko.jpg", out.getvalue())
    course.change(LESSON, "pictures/alur-qris.svg", "pictures/toko.jpg")
    course.remove(PICTURE)

    (photo,) = [e for e in read_folder(course.root).attached if e.media_type == "image/webp"]

    assert len(photo.content) <= 60_000
    assert photo.width >= 360


def test_the_address_of_a_photo_follows_from_the_file_alone(course):
    course.write("pictures/toko.png", a_photo("PNG", (40, 30)))
    course.change(LESSON, "> Kutipan", "![Toko](pictures/toko.png)\n\n> Kutipan")
    first = read_folder(course.root).document["files"]

    assert read_folder(course.root).document["files"] == first
    course.write("pictures/toko.png", a_photo("PNG", (40, 31)))
    assert read_folder(course.root).document["files"] != first


def test_a_link_to_a_file_tells_its_kind_and_size(course):
    read = published(course)
    (file,) = read.files

    assert f'<a href="{file.address}" rel="noopener noreferrer">lembar kerja (CSV, 1 KB)</a>' in (
        read.lessons[0].html
    )
    assert (file.name, file.media_type, file.size) == ("tabel-anggota.csv", "text/csv", 54)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("pictures/toko.jpg", b"no photo", "This picture cannot be read"),
        ("pictures/Toko.jpg", a_photo(), "Pictures are files such as"),
        ("files/buku.xlsx", b"PK no archive", "This is no XLSX that can be read"),
        ("files/buku.pdf", b"<html>", "This is no PDF that can be read"),
        ("files/buku.csv", b"\xff\xfe", "This is no CSV that can be read"),
        ("files/buku.exe", b"MZ", "Files are called such as buku-kas.xlsx"),
        ("files/buku.csv", b"1;" * 600_000, "The file is larger than 1 MB"),
        ("files/lupa.csv", b"1;2", "No text links to this file"),
    ],
)
def test_what_cannot_be_attached_is_told_once(course, name, content, told):
    course.write(name, content)
    (problem,) = course.problems()
    assert problem.startswith(f"{name}:1: {told}")


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("files/tabel-angota.csv", 'There is no file "tabel-angota.csv". Did you mean'),
        ("tabel-anggota.csv", '"tabel-anggota.csv" leads nowhere. Write lesson:'),
    ],
)
def test_a_link_to_no_file_is_told_with_its_line(course, written, told):
    course.write("files/tabel-anggota.csv", "1;2")
    line = course.line_of(LESSON, "Rumus di [")
    course.change(LESSON, "(files/tabel-anggota.csv)", f"({written})")
    problems = course.problems()

    assert problems[0].startswith(f"{LESSON}:{line}: {told}")
