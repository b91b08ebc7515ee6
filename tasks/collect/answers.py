"""Judges the head of an HTTP answer: news, nothing new, elsewhere, or one of the ways to say no.

https://www.rfc-editor.org/rfc/rfc9110.html#name-status-codes
"""

from __future__ import annotations

from tasks.web import Outcome

Headers = tuple[tuple[str, str], ...]

NOT_MODIFIED = 304

REDIRECTS = frozenset({301, 302, 303, 307, 308})

PERMANENT = frozenset({301, 308})

CHALLENGES = {
    "cf-mitigated": frozenset({"challenge"}),
    "x-vercel-mitigated": frozenset({"challenge"}),
    "x-amzn-waf-action": frozenset({"challenge", "captcha"}),
    "x-datadome": frozenset({"protected"}),
}
"""Headers, and values in them, by which services say that they want a browser or a human being:
developers.cloudflare.com/cloudflare-challenges/challenge-types/challenge-pages/detect-response,
vercel.com/docs/vercel-firewall/attack-challenge-mode,
docs.aws.amazon.com/waf/latest/developerguide/waf-captcha-and-challenge-actions.html (with status 202 or 405),
docs.datadome.co (which sends the header with what it lets pass, too, so that it counts on errors only)."""

ON_ERRORS_ONLY = frozenset({"x-datadome"})

REFUSALS = {
    401: "asks for a name and a password; feeds behind a login are not read",
    402: "asks for payment; paywalls are not passed",
    403: "refuses us; set a contact for the User-Agent, and ask the site whether feed readers are welcome",
    404: "has nothing at this address; look whether it was mistyped or has moved",
    407: "is behind a proxy that asks for a login; check the proxy's address",
    410: "says that this is gone for good; take it off the list",
    429: "was asked too often; it will be asked less",
}
"""What a status means for people, after the name of the host."""

WITHOUT_CONTENT = frozenset({202, 204, 205})
"""Successes that bring no document if they bring no body: 202 is "later, perhaps", the others "nothing, on purpose"."""

PARTIAL = 206
FIRST_SUCCESS, FIRST_REDIRECT, FIRST_SERVER_ERROR = 200, 300, 500

Judgement = tuple[Outcome, str | None]


def judge_head(host: str, status: int, headers: Headers, *, was_conditional: bool) -> Judgement:
    """Return the outcome that the head of an answer, redirects aside, stands for, and a sentence if it is no success.

    Args:
        host: for the sentence.
        status: of the answer.
        headers: of the answer, names in lower case.
        was_conditional: whether we sent validators, without which "not modified" means nothing.
    """
    if _is_challenge(status, headers):
        sentence = f"{host} wants a browser or a human being to prove itself; ask the site for access to its feeds."
        return Outcome.CHALLENGE, sentence
    if status == NOT_MODIFIED and was_conditional:
        return Outcome.NOT_MODIFIED, None
    if status == PARTIAL:
        return Outcome.TRUNCATED, f"{host} sent a part where the whole was asked for; it will be asked again."
    if FIRST_SUCCESS <= status < FIRST_REDIRECT:
        return Outcome.OK, None
    return Outcome.HTTP_ERROR, f"{host} {_explain(status)} (HTTP {status})."


def judge_body(host: str, status: int, size_bytes: int) -> Judgement:
    """Return what a whole body of that size makes of a success."""
    if status in WITHOUT_CONTENT and not size_bytes:
        return Outcome.HTTP_ERROR, f"{host} answered without any content (HTTP {status}); it will be asked again."
    return Outcome.OK, None


def find_header(headers: Headers, name: str) -> str | None:
    """Return the first value of a header, or None; `name` in lower case."""
    return next((value for key, value in headers if key == name), None)


def _is_challenge(status: int, headers: Headers) -> bool:
    is_error = status >= FIRST_REDIRECT
    return any(
        value.strip().lower() in CHALLENGES.get(name, ()) and (is_error or name not in ON_ERRORS_ONLY)
        for name, value in headers
    )


def _explain(status: int) -> str:
    if status >= FIRST_SERVER_ERROR:
        return "has trouble of its own; it will be asked again later"
    return REFUSALS.get(status, "answered with nothing that can be used; open the address in a browser to see why")
