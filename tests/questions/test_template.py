from fractions import Fraction

import pytest
from markupsafe import Markup

from lms.content.markdown import render, render_inline
from lms.questions import template
from lms.questions.expressions import Unsound
from lms.questions.template import Template

NUMBERS = {"a": Fraction(1500), "p": Fraction(1, 8), "w": Fraction(2)}


def filled(text, to_html=render_inline):
    return Template(template.render(text, to_html)).fill(NUMBERS)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("{a}", "1.500"),
        ("{p}", "0,125"),
        ("{a:rp}", "Rp1.500"),
        ("{p:d1} {p:d2}", "0,1 0,13"),
        ("{a*w:rp} dan {a*w*p}", "Rp3.000 dan 375"),
        ("{ a if a > w else w }", "1.500"),
        ("**{a}**", "<strong>1.500</strong>"),
        ("{{a}} `{{}}`", "{a} <code>{}</code>"),
        ("`=A1*{a}`", "<code>=A1*1.500</code>"),
        ("a < b & {a}", "a &lt; b &amp; 1.500"),
    ],
)
def test_placeholders_show_numbers_and_markdown_leaves_them_alone(text, shown):
    result = filled(text)
    assert result == shown
    assert isinstance(result, Markup)


def test_placeholders_stand_in_tables():
    shown = filled("| A | B |\n|---|---|\n| {a} | {a*w:rp} |", render)
    assert "<td>1.500</td>\n<td>Rp3.000</td>" in shown


@pytest.mark.parametrize("text", ["{", "}", "a } b", "{a", "{}", "{ }", "{a:xx}", "{a:rp:d1}"])
def test_stray_braces_and_unknown_forms_are_told(text):
    with pytest.raises(Unsound):
        filled(text)


def test_a_placeholder_in_an_address_is_told():
    with pytest.raises(Unsound, match="address of a link"):
        filled("[x](https://example.org/{a})")


def test_problems_are_told_with_their_line():
    assert template.check("satu\n{b}\n{a +}", ["a"]) == [
        (1, '"b" is not one of the numbers drawn (a).'),
        (2, '"a +" cannot be read as a calculation. Check brackets, signs and commas'),
    ]
