"""Reading the names of a text: rules first, the model only where they leave a doubt."""

import pytest

from tasks.annotations import EntityKind
from tasks.entities.candidates import find_candidates
from tasks.entities.evidence import Evidence
from tasks.entities.reading import choose_pieces, read_names
from tasks.entities.spans import NameSpan


class Model:
    """A model that knows a few names and remembers what it was shown."""

    def __init__(self, **kinds):
        self.kinds = {name.replace("_", " "): kind for name, kind in kinds.items()}
        self.shown = []

    def __call__(self, texts):
        """Return the first mention of each name it knows."""
        self.shown += texts
        return [
            [
                NameSpan(text.index(name), text.index(name) + len(name), name, kind, 0.7)
                for name, kind in self.kinds.items()
                if name in text
            ]
            for text in texts
        ]


def read(body, model, **options):
    return [(span.surface, span.kind.value) for span in read_names(body, model, **options)]


def test_model_is_not_asked_what_rules_know():
    """A text whose names are clear is never shown."""
    model = Model()
    body = "Mr. Okafor met Mr. Duarte in Lisbon. Okafor left for Bavaria."
    assert read(body, model) == [
        ("Okafor", "person"),
        ("Duarte", "person"),
        ("Lisbon", "place"),
        ("Okafor", "person"),
        ("Bavaria", "place"),
    ]
    assert model.shown == []


def test_model_settles_a_doubt_for_all_mentions():
    """It is shown the first mention only, and its answer holds throughout."""
    model = Model(Quarle=EntityKind.PLACE)
    body = "There was Quarle again. It was late. Nobody liked Quarle then."
    assert read(body, model) == [("Quarle", "place")] * 2
    assert model.shown == ["There was Quarle again."]


def test_model_is_outvoted_by_what_is_known():
    """Its guess counts less than a title."""
    model = Model(Quarle=EntityKind.PLACE)
    assert read("It was Quarle. Then Mrs. Quarle left.", model, whole=True) == [("Quarle", "person")] * 2


def test_names_known_from_elsewhere_are_believed():
    """They settle a doubt without the model."""
    model = Model()
    assert read("There was Quarle again.", model, known={"quarle": EntityKind.PLACE}) == [("Quarle", "place")]
    assert model.shown == []


def test_known_names_that_are_absent_change_nothing():
    """Only names of this text count."""
    assert read("Nothing here.", Model(), known={"quarle": EntityKind.PLACE}) == []


def test_whole_text_is_shown_on_demand():
    """The measure of the shortcut shows everything."""
    model = Model()
    read_names("Mr. Okafor left.", model, whole=True)
    assert model.shown == ["Mr. Okafor left."]


def test_model_may_see_what_rules_do_not():
    """A name without a capital in front is taken from the model."""
    body = "There was Quarle with an iPhone again."
    assert ("iPhone", "product") in read(body, Model(iPhone=EntityKind.PRODUCT))


@pytest.mark.parametrize("word", ["Vaccines", "Investing"])
def test_first_word_of_a_sentence_needs_more(word):
    """A word that ends like any English one is no name because a model says so."""
    assert read(f"{word} came late.", Model(**{word: EntityKind.PERSON}), whole=True) == []


def test_two_words_nobody_knows_are_a_person():
    """The default is told by its confidence."""
    (span,) = read_names("there was Quarle Tobb again", Model())
    assert (span.surface, span.kind, span.confidence) == ("Quarle Tobb", EntityKind.PERSON, 0.55)


def test_offsets_hold_in_pieces():
    """What the model finds in a piece stands where it stands in the body."""
    body = "Nothing happened for a while. " * 20 + "There was Quarle with an iPhone again."
    spans = read_names(body, Model(Quarle=EntityKind.PLACE, iPhone=EntityKind.PRODUCT))
    assert [body[span.start_char : span.end_char] for span in spans] == ["Quarle", "iPhone"]


def test_pieces_are_short_and_whole_words():
    """Of a long sentence only the words around the name are shown."""
    body = "and so it went on " * 20 + "with Quarle " + "and so it went on " * 20
    candidates = find_candidates(body)
    (piece,) = choose_pieces(body, candidates, Evidence(body, candidates))
    shown = body[piece.start : piece.end]
    assert "Quarle" in shown
    assert len(shown) < 150
    assert f" {shown} " in f" {body} "


def test_pieces_never_overlap():
    """Two doubtful names side by side are shown once."""
    body = "there was Quarle with Tobbin and Marvo near by"
    candidates = find_candidates(body)
    pieces = choose_pieces(body, candidates, Evidence(body, candidates))
    assert len(pieces) == 1


def test_empty_text():
    """Nothing in, nothing out."""
    assert read("", Model()) == []
