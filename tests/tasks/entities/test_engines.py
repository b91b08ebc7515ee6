"""Which engine reads which language."""

import pytest

from tasks.entities.engines import choose_engine, prepare_engines, read_article
from tasks.models import Text


@pytest.mark.parametrize(
    ("language", "wanted", "engine"),
    [
        ("en", "spacy", "spacy"),
        ("en-GB", "spacy", "spacy"),
        ("fr", "spacy", "gazetteer"),
        ("fr", "gazetteer", "gazetteer"),
        ("zh-cn", "spacy", "gazetteer"),
        ("und", "spacy", "none"),
        ("eng", "spacy", "none"),
        ("", "spacy", "none"),
        ("en", "none", "none"),
        ("fr", "none", "none"),
    ],
)
def test_engines(language, wanted, engine):
    """English has the model, languages with tables the gazetteer, and the rest nothing."""
    assert choose_engine(language, wanted) == engine


def test_none_reads_nothing():
    """Without an engine there are no names, and nothing to prepare."""
    with prepare_engines(["none"]):
        assert read_article(Text(1, "en", "Angela Merkel left."), "none") == []
