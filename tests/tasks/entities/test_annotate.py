"""The door: what a batch of articles yields, whatever its order and company."""

import subprocess
import sys

import pytest

from tasks.annotations import Annotations, EntityKind
from tasks.entities.annotate import annotate
from tasks.models import Article, stable_id

BODIES = {
    1: "President Emmanuel Macron met Angela Merkel in Paris. Macron thanked the U.S. for its help, and Merkel agreed.",
    2: "Olaf Scholz told the United States that Emmanuel Macron would visit Berlin. “We agree,” Scholz said.",
    3: "The European Commission fined Google on Friday.\n\nGoogle said the United Nations (UN) had no part in it.",
}


def article(article_id, body, language="en"):
    return Article(article_id, article_id, body, "digest", len(body.split()), in_language=language)


@pytest.fixture(scope="module")
def articles():
    return [article(article_id, body) for article_id, body in BODIES.items()]


@pytest.fixture(scope="module")
def annotations(articles):
    return annotate(articles, "spacy")


def test_mentions_stand_where_they_say(annotations):
    """Offsets point into the body, and mentions are sorted by article and place."""
    assert annotations.mentions
    for mention in annotations.mentions:
        assert BODIES[mention.article_id][mention.start_char : mention.end_char] == mention.surface
    places = [(mention.article_id, mention.start_char) for mention in annotations.mentions]
    assert places == sorted(places)


def test_every_mention_has_its_entity(annotations):
    """Mentions and aliases refer to entities that are there, each once."""
    ids = [entity.entity_id for entity in annotations.entities]
    assert ids == sorted(set(ids))
    assert {mention.entity_id for mention in annotations.mentions} == set(ids)
    assert {alias.entity_id for alias in annotations.aliases} <= set(ids)


def test_one_person_is_one_entity_across_articles(annotations):
    """Full names, titles and family names of two articles meet in one entity."""
    macron = stable_id("entity", "person", "emmanuel macron")
    assert {m.article_id for m in annotations.mentions if m.entity_id == macron} == {1, 2}
    assert {m.surface for m in annotations.mentions if m.entity_id == macron} >= {"Emmanuel Macron", "Macron"}


def test_aliases_say_where_they_come_from(annotations):
    """Each surface that is not the name is an alias with its source and confidence."""
    aliases = {(alias.alias, alias.source, alias.confidence) for alias in annotations.aliases}
    assert ("Macron", "family_name", 0.8) in aliases
    assert ("U.S.", "country_name", 1.0) in aliases


def test_order_does_not_matter(articles, annotations):
    """The same articles in another order give the same rows."""
    assert annotate(articles[::-1], "spacy") == annotations


def test_company_does_not_matter(articles, annotations):
    """An article alone gives the rows that it gives in a batch."""
    alone = [annotate([one], "spacy") for one in articles]
    assert tuple(mention for part in alone for mention in part.mentions) == annotations.mentions
    assert {entity for part in alone for entity in part.entities} == set(annotations.entities)
    assert {alias for part in alone for alias in part.aliases} == set(annotations.aliases)


def test_spellings_that_differ_in_case_share_a_name():
    """A shouted name and a quiet one are one entity under the quiet name, without an alias."""
    quiet, loud = article(1, "Nobody at Nvidia answered."), article(2, "Nobody at NVIDIA answered.")
    found = annotate([loud, quiet], "spacy")
    assert [entity.name for entity in found.entities] == ["Nvidia"]
    assert found.aliases == ()


@pytest.mark.parametrize("language", ["und", "eng", ""])
def test_languages_without_engine_say_so(language):
    """What no engine knows is left alone, and told."""
    assert annotate([article(1, BODIES[1], language)], "spacy") == Annotations(engines=((1, "none"),))


def test_other_languages_get_no_english_guesses():
    """A French article has its countries and known names by table, and nothing else."""
    found = annotate([article(1, "Ada Okafor quitte l’Allemagne, dit Angela Merkel.", "fr")], "spacy")
    assert [(mention.surface, mention.engine) for mention in found.mentions] == [
        ("Allemagne", "gazetteer"),
        ("Angela Merkel", "gazetteer"),
    ]
    assert found.engines == ((1, "gazetteer"),)


def test_languages_meet_in_one_entity():
    """A country and a known person have one id in all languages."""
    french, english = article(1, "Angela Merkel en Allemagne", "fr"), article(2, "It was Angela Merkel of Germany.")
    found = annotate([french, english], "spacy")
    ids = {number: {m.entity_id for m in found.mentions if m.article_id == number} for number in (1, 2)}
    assert ids[1] == ids[2]


def test_engine_of_each_article_is_told(annotations):
    """Every article that was given is listed with its engine."""
    assert annotations.engines == ((1, "spacy"), (2, "spacy"), (3, "spacy"))


def test_whole_reading_agrees_on_clear_names(articles, annotations):
    """Showing the model everything changes nothing where rules are sure."""
    whole = annotate(articles, "spacy", whole=True)
    sure = {mention for mention in annotations.mentions if mention.confidence >= 0.9}
    assert {(m.article_id, m.start_char, m.kind) for m in sure} <= {
        (m.article_id, m.start_char, m.kind) for m in whole.mentions
    }


def test_known_names_settle_doubts():
    """A name known from elsewhere has the kind it is known by."""
    body = "There was Quarle again."
    found = annotate([article(1, body)], "spacy", known={"quarle": EntityKind.PRODUCT})
    assert [(mention.surface, mention.kind) for mention in found.mentions] == [("Quarle", EntityKind.PRODUCT)]


def test_a_quote_has_its_speaker(annotations):
    """The speaker of an English quote is one of the entities."""
    (quote,) = annotations.quotes
    assert (quote.article_id, quote.text, quote.speaker) == (2, "We agree,", "Olaf Scholz")
    assert quote.speaker_entity_id in {entity.entity_id for entity in annotations.entities}


def test_quotes_are_found_in_every_language():
    """Where names are not read, words are found and nobody is their speaker."""
    (quote,) = annotate([article(1, "„Wir gehen“, sagte Olaf Scholz.", "de")], "spacy").quotes
    assert (quote.text, quote.speaker) == ("Wir gehen", None)


def test_regional_english_is_english():
    """A region behind the language changes nothing."""
    assert annotate([article(1, BODIES[1], "en-GB")], "spacy") == annotate([article(1, BODIES[1])], "spacy")


def test_engine_none_reads_nothing(articles):
    """Entities can be switched off."""
    assert annotate(articles, "none") == Annotations(engines=((1, "none"), (2, "none"), (3, "none")))


def test_unknown_engine_is_refused(articles):
    """A wrong engine is told at once, with the right ones."""
    with pytest.raises(ValueError, match="use one of spacy, gazetteer, none"):
        annotate(articles, "oracle")


def test_spacy_waits_for_an_english_article():
    """Importing the door, and articles in languages that no engine knows, load neither spaCy nor the countries."""
    program = (
        "import sys; from tasks.entities.annotate import annotate; from tasks.models import Article; "
        "annotate([Article(1, 1, 'Rien', '', 1, in_language='und')], 'spacy'); "
        "print(sorted({'spacy', 'pycountry'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
