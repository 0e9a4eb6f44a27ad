import pytest

from lms.content.texts.house_style import complaints


@pytest.mark.parametrize(
    "text",
    [
        "## Judul\n\nIsi [x](https://example.org) dan [y](#bagian).",
        "Tulis `<b>` atau `# satu` atau `![x](y)`.",
        "```\n# satu\n<table>\n!!! apa\n```",
        "a < b dan c > d",
        '!!! tip "Ingat"\n    isi',
    ],
)
def test_good_style_is_left_alone(text):
    assert complaints(text) == []


def test_a_complaint_names_its_line():
    assert complaints("satu\n\n# dua\n\n`kode\nlagi` <br>") == [
        (5, "HTML is not available. Write Markdown instead"),
        (2, 'Begin headings with "##": the title is written elsewhere'),
    ]


def test_options_may_begin_like_headings():
    assert complaints("# satu", inline=True) == []
