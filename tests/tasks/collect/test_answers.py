"""What the head of an answer stands for."""

import pytest

from tasks.collect.answers import find_header, judge_body, judge_head
from tasks.web import Outcome


def outcome_of(status, *headers, was_conditional=False):
    return judge_head("site", status, headers, was_conditional=was_conditional)[0]


@pytest.mark.parametrize("status", [200, 201, 202, 203, 204])
def test_success(status):
    """Any success may bring a document."""
    assert judge_head("site", status, (), was_conditional=False) == (Outcome.OK, None)


def test_not_modified_needs_a_question():
    """304 is success for who sent validators, and nonsense for who did not."""
    assert judge_head("site", 304, (), was_conditional=True) == (Outcome.NOT_MODIFIED, None)
    assert outcome_of(304) is Outcome.HTTP_ERROR


def test_a_part_is_not_the_whole():
    """206 without having asked for a range is a truncated document."""
    assert outcome_of(206) is Outcome.TRUNCATED


@pytest.mark.parametrize("status", [300, 301, 305, 400, 401, 402, 403, 404, 407, 410, 429, 451, 500, 503, 599, 999])
def test_errors_carry_their_status(status):
    """Every other status is an error, said in a sentence with the host, the status and what to do."""
    outcome, sentence = judge_head("site", status, (), was_conditional=True)
    assert outcome is Outcome.HTTP_ERROR
    assert sentence.startswith("site ")
    assert sentence.endswith(f"(HTTP {status}).")


@pytest.mark.parametrize(
    ("status", "name", "value"),
    [
        (403, "cf-mitigated", "challenge"),
        (200, "cf-mitigated", "challenge"),
        (503, "cf-mitigated", "Challenge"),
        (429, "x-vercel-mitigated", "challenge"),
        (202, "x-amzn-waf-action", "challenge"),
        (405, "x-amzn-waf-action", "captcha"),
        (403, "x-datadome", "protected"),
    ],
)
def test_challenges_are_named_as_such(status, name, value):
    """A page that wants a browser is told from a site that refuses us."""
    assert outcome_of(status, ("server", "x"), (name, value)) is Outcome.CHALLENGE


@pytest.mark.parametrize(
    ("status", "name", "value", "outcome"),
    [
        (403, "cf-mitigated", "log", Outcome.HTTP_ERROR),
        (403, "server", "cloudflare", Outcome.HTTP_ERROR),
        (200, "x-datadome", "protected", Outcome.OK),
    ],
)
def test_other_marks_are_no_challenge(status, name, value, outcome):
    """Being behind such a service is not yet being challenged by it."""
    assert outcome_of(status, (name, value)) is outcome


def test_success_without_content():
    """202 and 204 without a body bring nothing; 200 without one is an empty document."""
    assert judge_body("site", 204, 0)[0] is Outcome.HTTP_ERROR
    assert judge_body("site", 202, 0)[0] is Outcome.HTTP_ERROR
    assert judge_body("site", 202, 10) == (Outcome.OK, None)
    assert judge_body("site", 200, 0) == (Outcome.OK, None)


def test_the_first_header_counts():
    """Headers are found by their lower-case name."""
    assert find_header((("a", "1"), ("a", "2")), "a") == "1"
    assert find_header((), "a") is None
