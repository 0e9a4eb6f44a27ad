from hypothesis import given
from hypothesis import strategies as st

from lms.content.markdown import render_post
from lms.discussion.rules import EXCERPT, PostSignature, excerpt, signed

PEOPLE = st.none() | st.integers(1, 3)


@given(PEOPLE, PEOPLE, st.booleans(), st.integers(1, 3))
def test_nobody_but_the_asker_can_be_told_who_asked_anonymously(author, asker, anonymous, viewer):
    found = signed(author, asker, anonymous=anonymous, viewer=viewer)

    if anonymous and author is not None and author == asker and viewer != author:
        assert found is PostSignature.ANONYMOUS
    if found is PostSignature.NAMED:
        assert author is not None
        assert not (anonymous and author == asker)
    assert (found in (PostSignature.OWN, PostSignature.OWN_ANONYMOUS)) == (author == viewer)


@given(st.text(max_size=400))
def test_an_excerpt_is_one_short_line(text):
    found = excerpt(text)

    assert len(found) <= EXCERPT + 1
    assert "\n" not in found


def test_a_post_has_emphasis_lists_and_links_and_no_more():
    html = render_post("# Satu\nDua **tebal**\n\n- a\n- b\n\nhttps://example.org/a")

    assert "<h" not in html
    assert "# Satu<br" in html
    assert "<strong>tebal</strong>" in html
    assert "<li>a</li>" in html
    assert 'href="https://example.org/a"' in html


def test_a_post_brings_no_script_and_no_picture():
    html = render_post("<script>x</script> [a](javascript:x) ![b](https://example.org/b.png) <b>c")

    assert "<script" not in html
    assert "javascript:" not in html.replace("[a](javascript:x)", "")
    assert "<img" not in html
    assert "<b>" not in html


def test_who_only_answers_in_an_anonymous_topic_is_named():
    assert signed(2, 1, anonymous=True, viewer=3) is PostSignature.NAMED
    assert signed(1, 1, anonymous=False, viewer=3) is PostSignature.NAMED
    assert signed(2, 1, anonymous=True, viewer=2) is PostSignature.OWN
    assert signed(1, 1, anonymous=True, viewer=1) is PostSignature.OWN_ANONYMOUS


def test_an_excerpt_has_neither_stars_nor_line_breaks():
    assert excerpt("# Tanya\n\n**Kas** kurang:\n- `A1`") == "Tanya Kas kurang: A1"


def test_an_excerpt_is_cut_between_words():
    words = "kas " * 50

    assert excerpt(words) == f"{'kas ' * 34}kas…"
    assert excerpt("x" * EXCERPT) == "x" * EXCERPT
    assert excerpt("x" * (EXCERPT + 1)) == f"{'x' * EXCERPT}…"
