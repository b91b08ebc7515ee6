"""Pages that hold no article are told so."""

from __future__ import annotations

import pytest
from pages import PROSE, prose

from tasks.clean.extract import extract_page
from tasks.clean.nouns import Failure, Page
from tasks.models import ReasonCode

LINK = "<li><a href=/{0}>Mayor opens the new bridge number {0} over the river</a></li>"
CARD = "<div class=card><h2><a href=/{0}>Bridge {0} to close</a></h2><p>{0} " + PROSE + "</p></div>"


@pytest.mark.parametrize(
    "page",
    [
        "<ul><li><a href=x>Home</a></li></ul>",
        "<ul>" + "".join(LINK.format(number) for number in range(40)) + "</ul>",
        "<title>Log in</title><form><label>User</label><button>Log in</button></form><p>Forgot your password?</p>",
        "<title>404 Not Found</title><h1>Not Found</h1><p>The requested URL was not found on this server.</p>",
        "<title>Just a moment...</title><p>Please wait while your browser is checked. It takes five seconds.</p>",
        "".join(CARD.format(number) for number in range(20)),
    ],
    ids=["link", "index", "login", "error", "challenge", "front"],
)
def test_what_is_no_article_is_rejected_with_a_sentence(page):
    """Links, forms, errors, challenges and fronts do not land."""
    found = extract_page(f"<html>{page}</html>")
    assert isinstance(found, Failure)
    assert found.reason_code in (ReasonCode.NOT_AN_ARTICLE, ReasonCode.EXTRACT_EMPTY)
    assert found.reason.endswith(".")


@pytest.mark.parametrize("title", ["404 Not Found", "Sign in to the club", "Access denied"])
def test_an_article_may_be_called_so(title):
    """A long text under such a title is an article about it."""
    assert isinstance(extract_page(f"<title>{title}</title>" + "".join(map(prose, range(9)))), Page)
