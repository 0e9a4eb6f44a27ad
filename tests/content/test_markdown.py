import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.content.markdown import MAX_TEXT_LENGTH, UnusableText, render, render_inline

DANGERS = [
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt&colon;alert(1))",
    "[x](data:text/html;base64,AAAA)",
    "[x](vbscript:x)",
    "<javascript:alert(1)>",
    "[x]: javascript:alert(1)\n\n[x]",
    "<script>alert(1)</script>",
    '<img src="x" onerror="alert(1)">',
    "![x](https://example.org/x.png)",
    '<a href="x" onclick="alert(1)">',
    '[x](https://example.org "a\\" onmouseover=alert(1)")',
    "<!-- -->",
    '!!! contoh" onclick="x "y"\n    z',
    "```js onclick=x\ny\n```",
]


@pytest.mark.parametrize("text", DANGERS)
@pytest.mark.parametrize("render_text", [render, render_inline])
def test_nothing_dangerous_comes_out(render_text, text):
    html = render_text(text).lower()
    tags = "".join(piece.partition(">")[0] for piece in html.split("<")[1:])
    for danger in ("script", "javascript:", "data:", "vbscript:", "img", "onclick", "onerror"):
        assert danger not in tags
    assert "onmouseover=" not in html.replace("&quot;", '"').partition('title="')[0]


def test_what_authors_need_comes_out():
    html = render('!!! contoh "Judul"\n    *Isi*\n\n| A |\n|--:|\n| 1 |\n\nIstilah\n:   Arti\n')
    assert '<div class="admonition contoh">\n<p class="admonition-title">Judul</p>' in html
    assert '<td align="right">1</td>' in html
    assert "<dt>Istilah</dt>\n<dd>Arti</dd>" in html
    assert "style=" not in html


def test_links_lead_away_safely():
    html = render("[x](https://example.org/)")
    assert html == '<p><a href="https://example.org/" rel="noopener noreferrer">x</a></p>'


@pytest.mark.parametrize("text", ["1. Mei", "- 5", "# satu", "> dua", "    tiga", "= empat"])
def test_an_option_is_never_a_list_or_a_heading(text):
    assert "<" not in render_inline(text)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 101,
        "x" * (MAX_TEXT_LENGTH + 1),
        "a" * 9_000,
        "> " * 50 + "x",
        "*a" * 500,
        "\x00",
        "1. " * 400 + "x",
        "\ud800",
    ],
    ids=lambda text: ascii(text)[:10],
)
def test_costly_and_unshowable_texts_are_refused(text):
    with pytest.raises(UnusableText):
        render(text)


@pytest.mark.parametrize("part", ["[", "*a ", "_a_", "`", "<", "> x\n", "- ", "|", "&", "!["])
def test_no_text_takes_long(part):
    block = part * (7_900 // len(part))
    began = time.perf_counter()
    try:
        render("\n\n".join([block] * 7))
    except UnusableText:
        return
    finally:
        assert time.perf_counter() - began < 3


@given(st.text(alphabet="[]()*_`<>!#-+|:=\\ \n\ta1&;\"'{}", max_size=200))
def test_any_text_renders_or_is_refused(text):
    try:
        html = render(text)
    except UnusableText:
        return
    assert "<script" not in html
