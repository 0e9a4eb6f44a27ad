"""Course texts as nodes for paper."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from lms.content.markdown import render
from lms.web.typeset import nodes_of, plain


@pytest.mark.parametrize(
    ("html", "nodes"),
    [
        ("<p>Kas <strong>naik</strong>.</p>", ["par", "Kas ", "strong", "naik", "."]),
        ("<p>satu\n  dua</p>\n<p>tiga</p>", ["par", "satu dua", "par", "tiga"]),
        ("5 &times; 4 &lt; 21 &amp; x", ["5 × 4 < 21 & x"]),
        ("<h2>Judul</h2>", ["title", "Judul"]),
        ("<span>tanpa arti</span>", ["tanpa arti"]),
        ("a<br>b", ["a", "break", "b"]),
    ],
)
def test_tags_become_nodes(html, nodes):
    assert list(flat(nodes_of(html))) == nodes


def flat(nodes):
    for node in nodes:
        if isinstance(node, str):
            yield node
        else:
            yield node["tag"]
            yield from flat(node.get("body", []))


def test_a_list_has_its_items_and_where_it_begins():
    [found] = nodes_of('<ol start="3">\n<li>tiga</li>\n<li><em>empat</em></li>\n</ol>')

    assert (found["tag"], found["start"]) == ("enum", 3)
    assert [plain(item) for item in found["items"]] == ["tiga", "empat"]


def test_a_table_has_a_head_and_sides():
    [found] = nodes_of(render("| Akun | Rp |\n|---|---:|\n| Kas | 5 |\n| Bank | 7 |"))

    assert [plain(cell) for cell in found["head"]] == ["Akun", "Rp"]
    assert found["align"] == ["left", "right"]
    assert [[plain(cell) for cell in row] for row in found["rows"]] == [["Kas", "5"], ["Bank", "7"]]


def test_rows_of_a_table_are_as_long_as_each_other():
    [found] = nodes_of("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>")

    assert [len(row) for row in found["rows"]] == [2, 2]


def test_a_gap_keeps_its_number_and_code_its_signs():
    gap, _between, code = nodes_of('<span class="gap">[1]</span> <code>=A1*#2</code>')

    assert (gap["tag"], gap["text"]) == ("gap", "[1]")
    assert (code["tag"], plain([code])) == ("code", "=A1*#2")


def test_a_gap_within_code_stays_one():
    [code] = nodes_of('<code>=<span class="gap">[1]</span>(E2)</code>')

    assert code["body"] == ["=", {"tag": "gap", "text": "[1]"}, "(E2)"]


@given(st.text(st.characters(exclude_categories=["C", "Z"])))
def test_a_text_stays_what_it_is(text):
    assert plain(nodes_of(f"<p>{escape(text)}</p>")) == text


@given(st.text("<>/pultdh &;\"'=a1 \n"))
def test_anything_is_read_and_can_be_handed_over(text):
    assert json.loads(json.dumps(nodes_of(text))) == nodes_of(text)


def test_a_picture_is_what_it_shows():
    drawing = '<figure class="picture"><svg aria-label="Alur"><text>QRIS</text></svg></figure>'
    photo = '<figure><img src="/x" alt="Toko"><figcaption>Kami</figcaption></figure>'

    assert plain(nodes_of(drawing + photo)) == "[Alur][Toko]Kami"
