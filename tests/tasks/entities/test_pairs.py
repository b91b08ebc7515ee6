"""Marks are brought together as their writer meant them, also where one is wrong or missing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.entities.pairs import pair_marks

CASES = [
    ("“We go,” he said.", ["We go,"]),
    ("\"We go,\" he said. 'We stay.'", ["We go,", "We stay."]),
    ("„Wir gehen“, sagte er. »Nein«, sagte sie.", ["Wir gehen", "Nein"]),
    ("‚Ja‘, sagte er. ‹Nein›.", ["Ja", "Nein"]),
    ("”Vi går”, sa han.", ["Vi går"]),
    ("”We go,” he said.", ["We go,"]),
    ("“We go, ”he said. “Now.”", ["We go,", "Now."]),
    ("“We go“ he said.", ["We go"]),
    ("’We’ve gone,” he said.", ["We’ve gone,"]),
    ("“We go, he said. “Now.”", ["We go,", "Now."]),
    ("“We go, he said.", ["We go,"]),
    ("He said: “We go.", ["We go."]),
    ("We go,” he said.", ["We go,"]),
    ('A 12" pipe and a 10" one.', []),
    ("The boys' hats and the girls' coats.", []),
    ("“I said ‘no’ twice,” he said.", ["I said ‘no’ twice,", "no"]),
    ("‘I said “no” twice,’ he said.", ["I said “no” twice,", "no"]),
    ('“He ran 12" pipes,” he said.', ['He ran 12" pipes,']),
    ("“A.\n\n“B.\n\n“C,” she said.", ["A.\n\n“B.\n\n“C,"]),
    ("‘A.\n\n‘B,’ she said.", ["A.\n\n‘B,"]),
    ("“A.\n\nB.", ["A."]),
    ("“A, he said.\n\n“B,” she said.", ["A,", "B,"]),
]


@pytest.mark.parametrize(("text", "words"), CASES)
def test_marks_find_each_other(text, words):
    """Every way to quote yields the words between the marks, outer pairs first."""
    assert [text[pair.start : pair.end].strip() for pair in pair_marks(text)] == words


@given(st.text("ab .,\n“”\"‘’'«»„", max_size=60))
def test_any_text_is_read(text):
    """Whatever marks a text has, pairs lie in it, with their words inside their marks."""
    for pair in pair_marks(text):
        assert 0 <= pair.marked_start <= pair.start <= pair.end <= pair.marked_end <= len(text)
