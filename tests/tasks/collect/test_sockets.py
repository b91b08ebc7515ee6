"""Sockets are opened to checked addresses only, and to exactly those that were checked."""

import asyncio
import socket

import pytest
from scripted_server import ScriptedServer, answer, redirect

from tasks.collect.addresses import read_openings
from tasks.collect.fetch import Fetcher
from tasks.collect.refusals import RefusalError
from tasks.collect.sockets import Guard
from tasks.web import Outcome


@pytest.fixture
def names(monkeypatch):
    """Return a table of names and what they lead to, one list of addresses a look-up; and a log of look-ups."""
    table, asked = {}, []

    def look_up(host, port, **_):
        asked.append(host)
        if host not in table:
            raise socket.gaierror(socket.EAI_NONAME, "no such name")
        addresses = table[host].pop(0) if len(table[host]) > 1 else table[host][0]
        return [(None, None, None, "", (address, port)) for address in addresses]

    monkeypatch.setattr("socket.getaddrinfo", look_up)
    return table, asked


def fetch(url, *allow_hosts):
    async def run():
        async with Fetcher(allow_hosts=allow_hosts) as fetcher:
            return await fetcher.fetch(url)

    return asyncio.run(run())


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:{port}/",
        "http://localhost:{port}/",
        "http://localhost.:{port}/",
        "http://2130706433:{port}/",
        "http://0177.0.0.1:{port}/",
        "http://0x7f.1:{port}/",
        "http://127.1:{port}/",
        "http://[::ffff:127.0.0.1]:{port}/",
        "http://[::ffff:7f00:1]:{port}/",
        "http://[64:ff9b::7f00:1]:{port}/",
        "http://[2002:7f00:1::]:{port}/",
        "http://[fe80::1%25lo]:{port}/",
        "http://0:{port}/",
    ],
)
def test_this_machine_is_not_asked(url):
    """However its address is spelt."""
    with ScriptedServer({"/": answer(b"secret")}) as server:
        fetched = fetch(url.format(port=server.port))
    assert (fetched.outcome, fetched.http_status, server.requests) == (Outcome.BLOCKED_ADDRESS, None, [])


def test_a_redirect_opens_no_door():
    """Each address of a chain is checked, not only the first."""
    with ScriptedServer({"/inside": answer(b"secret")}, ["127.0.0.2"]) as inside:
        with ScriptedServer({"/": redirect(inside.url("/inside"))}) as server:
            fetched = fetch(server.url(), f"127.0.0.1:{server.port}")
        assert inside.requests == []
    assert (fetched.outcome, fetched.final_url) == (Outcome.BLOCKED_ADDRESS, inside.url("/inside"))


def test_a_name_is_looked_up_once_and_that_address_is_used(names):
    """A name that leads to a good address first and elsewhere a moment later (rebinding) is asked at the good one."""
    table, asked = names
    table["news.example"] = [["127.0.0.2"], ["127.0.0.3"]]
    with ScriptedServer({"/": answer(b"news")}, ["127.0.0.2", "127.0.0.3"]) as server:
        fetched = fetch(server.url(address="news.example"), "127.0.0.2")
    assert (fetched.payload, asked) == (b"news", ["news.example"])
    (request,) = server.requests
    assert (request.address, request.header("host")) == ("127.0.0.2", f"news.example:{server.port}".encode())


def test_a_name_that_leads_inside_is_refused(names):
    """Checked is the address, not the name."""
    names[0]["news.example"] = [["10.0.0.1", "127.0.0.1", "::1"]]
    fetched = fetch("http://news.example/")
    assert fetched.outcome is Outcome.BLOCKED_ADDRESS
    expected = "news.example leads to 10.0.0.1, a private address; if it is yours, add news.example to allow_hosts."
    assert fetched.error == expected


def test_of_several_addresses_only_good_ones_are_used(names):
    """The private one that stands first is passed over."""
    names[0]["news.example"] = [["127.0.0.3", "127.0.0.2"]]
    with ScriptedServer({"/": answer(b"news")}, ["127.0.0.2", "127.0.0.3"]) as server:
        assert fetch(server.url(address="news.example"), "127.0.0.2").payload == b"news"
    assert [request.address for request in server.requests] == ["127.0.0.2"]


def test_an_address_where_nobody_listens_is_passed_over(names):
    """The next one of the host is tried."""
    names[0]["news.example"] = [["127.0.0.9", "127.0.0.2"]]
    with ScriptedServer({"/": answer(b"news")}, ["127.0.0.2"]) as server:
        assert fetch(server.url(address="news.example"), "127.0.0.0/8").payload == b"news"


@pytest.mark.parametrize("host", ["nowhere.example", "xn--zzzzzz.example", "-.example"])
def test_a_host_that_does_not_exist(names, host):  # noqa: ARG001  (no name leads anywhere)
    """Is unreachable, in a sentence."""
    fetched = fetch(f"http://{host}/")
    assert (fetched.outcome, fetched.error[:16]) == (Outcome.UNREACHABLE, "There is no host")


@pytest.mark.parametrize("allowed", ["localhost", "127.0.0.1", "127.0.0.0/8", "localhost:{port}", "127.0.0.1:{port}"])
def test_a_setting_opens_this_machine(names, allowed):
    """For tests and intranets, by name, address or network."""
    names[0]["localhost"] = [["127.0.0.1"]]
    with ScriptedServer({"/": answer(b"news")}) as server:
        assert fetch(server.url(address="localhost"), allowed.format(port=server.port)).payload == b"news"


def test_an_address_over_ipv6():
    """Is asked like any other."""
    with ScriptedServer({"/": answer(b"news")}, ["::1"]) as server:
        assert fetch(server.url(), f"[::1]:{server.port}").payload == b"news"
    assert server.requests[0].header("host") == f"[::1]:{server.port}".encode()


def test_a_literal_is_refused_before_anything_is_waited_for():
    """The door is shut before robots.txt or a turn is asked about."""
    guard = Guard(read_openings(["10.0.0.0/8"]))
    guard.check_literal("10.0.0.1", 80)
    guard.check_literal("name.example", 80)
    with pytest.raises(RefusalError, match="this machine"):
        guard.check_literal("0x7f.1", 80)
