"""What is remembered of a text in order to recognise its copies: sampled hashes of its word 3-grams.

Sampling keeps a hash if it is divisible by SAMPLED_ONE_IN, so that the same 3-gram is kept in every text or in none
(mod sampling, Broder 1997, "On the resemblance and containment of documents").
"""

from __future__ import annotations

import re
import unicodedata
from hashlib import blake2b
from typing import TYPE_CHECKING

from tasks.models import Fingerprint

if TYPE_CHECKING:
    from tasks.models import Article

SHINGLE_WORDS = 3
SAMPLED_ONE_IN = 8

WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]|[^\W_]+")
"""A word, or one character of the scripts that set no spaces."""


def fingerprint(article: Article) -> Fingerprint:
    """Return the fingerprint of the article's body."""
    return Fingerprint(
        article_id=article.article_id,
        body_digest=article.body_digest,
        shingles=shingle(article.article_body),
        word_count=article.word_count,
        date_published=article.date_published,
    )


def shingle(text: str) -> frozenset[int]:
    """Return the sampled hashes of the text's word 3-grams; case, punctuation and compatibility forms do not count."""
    words = WORD.findall(unicodedata.normalize("NFKC", text).casefold())
    grams = {" ".join(words[start : start + SHINGLE_WORDS]) for start in range(len(words) - SHINGLE_WORDS + 1)}
    hashes = (int.from_bytes(blake2b(gram.encode(), digest_size=8).digest(), "big") >> 1 for gram in grams)
    return frozenset(value for value in hashes if value % SAMPLED_ONE_IN == 0)
