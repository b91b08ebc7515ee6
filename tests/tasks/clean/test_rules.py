"""Rules are read, borne out by their own examples, and refused where they could be wrong or slow."""

from __future__ import annotations

import subprocess
import sys
import unicodedata

import pytest

from tasks.clean.rules import (
    MAX_CHARS,
    MAX_OWN_WAYS,
    MAX_WAYS,
    SHIPPED_RULES,
    RulesError,
    count_ways,
    load_rules,
    read_rules,
)

SHIPPED = load_rules()
RULE = """
[[rule]]
id = "own.rule"
family = "own"
kind = "promo"
position = "{position}"
pattern = '{pattern}'
matches = ["Buy our mug"]
spares = ["Buy our mugs, they said."]
{more}
"""


def write_rule(folder, pattern="buy our mug", position="anywhere", more=""):
    file = folder / "own.toml"
    file.write_text(RULE.format(pattern=pattern, position=position, more=more), "utf-8")
    return file


def test_shipped_rules_bear_out_their_examples():
    """Every shipped pattern matches its examples, spares its look-alikes, and is within the limits."""
    assert len(read_rules(SHIPPED_RULES, most_ways=MAX_WAYS)) == len(SHIPPED)


@pytest.mark.parametrize("rule", SHIPPED, ids=lambda rule: rule.rule_id)
def test_shipped_rule_carries_its_evidence(rule):
    """A shipped rule says where it was seen and in which language, in composed characters."""
    assert rule.seen
    assert rule.languages != ("und",)
    assert unicodedata.is_normalized("NFC", rule.pattern)


@pytest.mark.parametrize(
    "language",
    [
        "en",
        "de",
        "fr",
        "es",
        "it",
        "pt",
        "nl",
        "pl",
        "tr",
        "sv",
        "da",
        "nb",
        "ja",
        "zh-Hans",
        "zh-Hant",
        "ko",
        "ar",
        "hi",
        "fi",
        "ru",
        "id",
        "he",
        "cs",
    ],
)
def test_language_is_covered(language):
    """Every language of the corpus has rules."""
    assert any(language in rule.languages for rule in SHIPPED)


def test_shipped_patterns_are_quick_on_adversarial_text():
    """No shipped pattern hangs: its own words repeated up to the cap, and 50 kB of them, come to an end."""
    code = (
        "from tasks.clean.boilerplate import mark_boilerplate\n"
        "from tasks.clean.pieces import Piece\n"
        "from tasks.clean.rules import MAX_CHARS, load_rules\n"
        "for rule in load_rules():\n"
        "    for seed in (*rule.examples[:2], rule.examples[0][:9], 'a ', '- ', '1 ', 'A, ', '. '):\n"
        "        for size in (MAX_CHARS, 50_000):\n"
        "            text = (seed * size)[: size - 1]\n"
        "            for end in ('!', ',', chr(0)):\n"
        "                rule.matches(text + end)\n"
        "                rule.matches(rule.examples[0] + (text + end)[: size - len(rule.examples[0])])\n"
        "mark_boilerplate(tuple(Piece(rule.examples[0] * 9) for rule in load_rules()))\n"
        "print('done')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=300, check=True)
    assert done.stdout == "done\n"


@pytest.mark.parametrize(
    "pattern",
    ["(?:a+)+", "(?:a*b?)*c", "(?:a|a)*", "(?:x{1,9}){1,9}y", ".*a.*b.*c.*", "(?:a?){40}", "(?:aa|a.)" * 36 + "zz"],
)
def test_pattern_that_could_hang_is_refused(tmp_path, pattern):
    """A quantifier inside a quantifier, or many wide ones in a row, is refused with a sentence."""
    with pytest.raises(RulesError, match="could take too long"):
        load_rules(write_rule(tmp_path, pattern))


def test_own_pattern_has_less_room_than_a_shipped_one(tmp_path):
    """Nobody has measured a user's pattern: four wildcards in a row are refused there."""
    pattern = ".{0,60}a.{0,60}a.{0,60}a.{0,60}zz"
    assert count_ways(pattern) <= MAX_WAYS
    with pytest.raises(RulesError, match="could take too long"):
        load_rules(write_rule(tmp_path, pattern))


@pytest.mark.parametrize(("pattern", "ways"), [("ab|ac", 1), ("ab|a.", 2), ("(?:aa|a.){0,2}", 12), (".*a.*", 401**2)])
def test_alternatives_count_where_one_text_fits_both(pattern, ways):
    """Different first letters exclude each other; a wildcard excludes nothing."""
    assert count_ways(pattern) == ways


@pytest.mark.parametrize(
    "pattern", ["share this", "[a-z]+ here", ".{2,80} on .{2,80}", "(?:a|b){0,4}", "(?-i:[A-Z])x?"]
)
def test_ordinary_pattern_is_within_the_limit(pattern):
    """What rules are made of is allowed."""
    assert count_ways(pattern) <= MAX_OWN_WAYS


def test_own_rules_stand_beside_the_shipped_ones(tmp_path):
    """A user's file adds its rules."""
    assert [rule.rule_id for rule in load_rules(write_rule(tmp_path))] == [*(r.rule_id for r in SHIPPED), "own.rule"]


def test_own_rule_replaces_the_shipped_one_of_its_id(tmp_path):
    """A user can mend a shipped rule by its id."""
    file = write_rule(tmp_path)
    file.write_text(file.read_text("utf-8").replace("own.rule", "share.call"), "utf-8")
    rules = load_rules(file)
    assert len(rules) == len(SHIPPED)
    assert rules[-1].pattern == "buy our mug"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (('family = "own"\n', ""), "'family' is missing"),
        (('kind = "promo"', 'kind = "junk"'), "junk"),
        (('"anywhere"', '"middle"'), "head, tail or anywhere"),
        (("'buy our mug'", "'buy (our mug'"), "missing \\)"),
        (("'buy our mug'", "'buy (our) mug'"), "capturing groups"),
        (("'buy our mug'", "'buy our mugs'"), "does not match its own example"),
        (("'buy our mug'", "'buy our mug.*'"), "should spare"),
        (('["Buy our mug"]', "[]"), "at least one text"),
        (('family = "own"', 'family = "own"\ncolour = "red"'), "not known"),
        (("[[rule]]", "[[rule"), "cannot be read"),
    ],
)
def test_unusable_rule_is_refused_with_its_reason(tmp_path, change, sentence):
    """An error names the file, the rule and what is wrong with it."""
    file = write_rule(tmp_path)
    file.write_text(file.read_text("utf-8").replace(*change), "utf-8")
    with pytest.raises(RulesError, match=sentence):
        load_rules(file)


def test_two_rules_of_one_id_are_refused(tmp_path):
    """An id names one rule."""
    file = write_rule(tmp_path)
    file.write_text(file.read_text("utf-8") * 2, "utf-8")
    with pytest.raises(RulesError, match="more than one rule"):
        load_rules(file)


@pytest.mark.parametrize(("position", "more"), [("tail", "takes_previous = true"), ("head", "takes_teasers = true")])
def test_what_a_rule_takes_with_it_depends_on_its_position(tmp_path, position, more):
    """A rule for the tail has no paragraph above to take, one for the head no teasers below."""
    with pytest.raises(RulesError, match="goes with position"):
        load_rules(write_rule(tmp_path, position=position, more=more))


def test_missing_file_is_an_error(tmp_path):
    """A rules file that was named must be there."""
    with pytest.raises(RulesError, match="cannot be read"):
        load_rules(tmp_path / "none.toml")


def test_long_paragraph_never_matches():
    """A pattern is not even tried on a paragraph beyond the cap."""
    assert not any(rule.matches(rule.examples[0] + "x" * MAX_CHARS) for rule in SHIPPED)
