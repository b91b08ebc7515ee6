"""Class names as evidence."""

import pytest
from pages import lines_of

from tasks.clean import names


@pytest.mark.parametrize("name", ["image-caption", "photo__credit", "BildUnterschrift"])
def test_captions(name):
    """Names around pictures are known."""
    assert names.is_caption(name)


@pytest.mark.parametrize("name", ["twitter-tweet", "video-player", "embed"])
def test_embeds(name):
    """Names around posts and players are known."""
    assert names.is_embed(name)


@pytest.mark.parametrize(
    "name", ["c-teaser__title", "RelatedPosts", "newsletter", "box ad", "ad-slot", "sr-only", "author"]
)
def test_promotions(name):
    """Names around other modules are known."""
    assert names.is_promotion(name)


@pytest.mark.parametrize("name", ["article-body", "text", "paragraph", "load", "header", "Shadow", "biography-text"])
def test_ordinary_names_say_nothing(name):
    """Parts of words are no evidence."""
    tellers = (names.is_caption, names.is_embed, names.is_promotion, names.is_comment)
    assert not any(tells(name) for tells in tellers)


def test_the_path_ends_where_it_is_told_to():
    """Names are those below the given frames, innermost first."""
    line = lines_of("<div class=a><div class=b><div><p class=c>x</p></div></div></div>")[0]
    outermost = line.frame.parent.parent.parent
    assert names.path_names(line.frame) == "c b a"
    assert names.path_names(line.frame, {outermost}) == "c b"
    assert names.path_names(None) == ""


@pytest.mark.parametrize(
    ("markup", "lead"),
    [("<p class=article-lead>x</p>", True), ("<div class=dek><p>x</p></div>", True), ("<p>x</p>", False)],
)
def test_leads(markup, lead):
    """A standfirst is named like one, or stands in what is."""
    assert names.is_lead(lines_of(markup)[0]) is lead
