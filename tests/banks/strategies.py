"""Questions of every kind that can be handed on, with texts that are hard to hand on."""

from fractions import Fraction

from hypothesis import strategies as st

from lms.banks.kinds import written
from lms.banks.markdown_text import doubled, line, paragraphs
from lms.content.markdown import render_inline
from lms.questions.short_answer import normalised

TRICKY = "ab 1.2 é\"'*_[](){}<>&#~=:;\\|!?+-^%$@/`²→"
PARTS = [
    *("&lt;", "&amp;amp;", "&#123;", "&nbsp;", "<b>", "</p>", "<!--", "]]>", "<![CDATA["),
    *(
        "\\n",
        "\\\\n",
        r"\(x\)",
        "$$",
        "->",
        "%50%",
        "%-50%",
        "####",
        "[html]",
        "[markdown]",
        "TRUE",
    ),
    *("{1:SA:=x}", "{#1:0}", "{}", "$CATEGORY: a", "// a", "::", "1. ", "- ", "# ", "> ", "null"),
    *("yes", "1e5", "2026-11-26", "😀", "𝄞", "日本", "\u00a0", "\u0301", "\t", "  ", "ANSWER: A"),
]
texts = (
    st.lists(st.one_of(st.sampled_from(TRICKY), st.sampled_from(PARTS)), min_size=1, max_size=16)
    .map("".join)
    .filter(lambda text: text.strip())
)
words = texts.map(line)
titles = texts.map(lambda text: " ".join(text.split()))
asked = st.lists(
    st.one_of(
        texts.map(paragraphs),
        st.sampled_from(
            [
                "Sebuah **kata** tebal dan *miring*.",
                "-   satu\n-   dua `=SUM(A1)`",
                "| a | b |\n| --- | --- |\n| 1 | 2 |",
                "```\nx = {{1}} < 2\n```",
                "[contoh](https://example.org/a?b=c)",
            ]
        ),
    ),
    min_size=1,
    max_size=3,
).map("\n\n".join)
numbers = st.decimals(-10_000, 10_000, places=3).map(lambda value: written(Fraction(value)))
tolerances = st.decimals(0, 10, places=2).map(lambda value: written(Fraction(value)))
answers = st.lists(titles.filter(normalised), min_size=1, max_size=3).map(
    lambda each: list(dict.fromkeys(doubled(text) for text in each))
)


def shown(markdown):
    return render_inline(markdown)


def distinct(least):
    return st.lists(words, min_size=least, max_size=5, unique_by=shown)


@st.composite
def choices(draw, kind):
    options = [{"text": text} for text in draw(distinct(3))]
    right = draw(st.integers(1, 1 if kind == "single_choice" else len(options)))
    for option in options[:right]:
        option["right"] = "true"
    for option in options:
        if draw(st.booleans()):
            option["say"] = draw(words)
    return {"options": draw(st.permutations(options))}


@st.composite
def matches(draw):
    options, items = draw(distinct(3)), draw(distinct(2))
    pairs = [{"text": text, "match": draw(st.sampled_from(options))} for text in items]
    return {"options": options, "items": pairs}


blanks = st.one_of(
    st.fixed_dictionaries({"accepted": answers}),
    st.fixed_dictionaries({"answer": numbers, "tolerance": tolerances}),
    answers.filter(lambda each: len(each) > 1).map(
        lambda each: {"options": each, "right": each[0]}
    ),
)


@st.composite
def clozes(draw):
    filled = draw(st.lists(blanks, min_size=1, max_size=3))
    pieces = [f"{draw(words)} [[{n}]]" for n in range(1, len(filled) + 1)]
    return {"ask": " ".join(pieces), "blanks": filled}


OWN = {
    "single_choice": choices("single_choice"),
    "multiple_answer": choices("multiple_answer"),
    "true_false": st.fixed_dictionaries(
        {"answer": st.sampled_from(["true", "false"])},
        optional={"say": st.fixed_dictionaries({}, optional={"true": words, "false": words})},
    ),
    "numeric": st.fixed_dictionaries(
        {"answer": numbers, "tolerance": tolerances},
        optional={
            "mistakes": st.lists(st.fixed_dictionaries({"if": numbers, "say": words}), max_size=2)
        },
    ),
    "short_answer": st.fixed_dictionaries({"accepted": answers}),
    "matching": matches(),
    "ordering": st.fixed_dictionaries({"steps": distinct(3)}),
    "cloze": clozes(),
    "essay": st.fixed_dictionaries(
        {
            "rubric": st.lists(
                st.fixed_dictionaries(
                    {
                        "criterion": st.text("abc()<", min_size=1, max_size=9),
                        "points": st.integers(1, 100).map(str),
                    }
                ),
                min_size=1,
                max_size=3,
            )
        },
        optional={"words": st.integers(1, 300).map(str)},
    ),
    "file_upload": st.fixed_dictionaries(
        {
            "accept": st.sampled_from([["photo"], ["pdf"], ["photo", "pdf"]]),
            "files": st.integers(1, 3).map(str),
            "megabytes": st.integers(1, 10).map(str),
            "rubric": st.just([{"criterion": "Terang", "points": "40"}]),
        }
    ),
}


@st.composite
def whole(draw):
    """Return the keys of a question as an author writes them."""
    kind = draw(st.sampled_from(list(OWN)))
    return {"kind": kind, "title": draw(titles), "ask": draw(asked), **draw(OWN[kind])}


everything = st.lists(whole(), min_size=1, max_size=6)
