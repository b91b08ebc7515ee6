"""The gazetteer: countries and well-known names of other languages, exactly as tables write them."""

import pytest

from tasks.entities.gazetteer import knows_language, match_names


def found(body, language):
    names = match_names(body, language)
    assert all(body[name.span.start_char : name.span.end_char] == name.span.surface for name in names)
    return [(name.span.surface, name.entity.name) for name in names]


@pytest.mark.parametrize(
    ("body", "language", "names"),
    [
        ("L’Allemagne et l'ONU.", "fr", [("Allemagne", "Germany"), ("ONU", "United Nations")]),
        ("Die USA und die Türkei", "de", [("USA", "United States"), ("Türkei", "Turkey")]),
        ("Estados Unidos y Chile", "es", [("Estados Unidos", "United States"), ("Chile", "Chile")]),
        ("Россия и США", "ru", [("Россия", "Russia"), ("США", "United States")]),
        ("美国和中国人", "zh", [("美国", "United States")]),
        ("قالت الأمم المتحدة", "ar", [("الأمم المتحدة", "United Nations")]),
        ("Angela Merkel kam nach Bayern.", "de", [("Angela Merkel", "Angela Merkel"), ("Bayern", "Bayern")]),
    ],
)
def test_names_of_a_language(body, language, names):
    """Each language finds its own names, and the entity is the one that English articles name."""
    assert found(body, language) == names


@pytest.mark.parametrize(
    ("body", "language"),
    [
        ("le maire Maurice Dupont", "fr"),  # Mauritius in French
        ("en Granada", "es"),  # the city, mostly
        ("der Chinese und das Chinesische", "de"),
        ("eine china-freundliche Frau Chinas", "de"),
        ("Apple und Shell und Nature", "de"),
    ],
)
def test_words_that_could_be_others_are_left_alone(body, language):
    """First names, cities, inflected forms and common words are not guessed."""
    assert found(body, language) == []


def test_longer_name_wins():
    """Of two names at one place the longer one is meant."""
    assert found("le Conseil de sécurité de l'ONU", "fr") == [
        ("Conseil de sécurité de l'ONU", "United Nations Security Council")
    ]


@pytest.mark.parametrize("language", ["und", "tlh", "x", ""])
def test_unknown_languages(language):
    """A language without tables is told."""
    assert not knows_language(language)


@pytest.mark.parametrize("language", ["fr", "de", "pt", "zh", "no", "ru"])
def test_known_languages(language):
    """The larger languages have tables."""
    assert knows_language(language)
