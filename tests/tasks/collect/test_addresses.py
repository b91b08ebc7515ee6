"""Which addresses may be connected to."""

from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.collect.addresses import choose_addresses, is_open, name_special, read_address, read_openings

GLOBAL = (
    "1.1.1.1",
    "8.8.8.8",
    "93.184.216.34",
    "100.63.255.255",
    "100.128.0.1",
    "172.15.255.255",
    "172.32.0.1",
    "198.17.255.255",
    "223.255.255.255",
    "2606:4700::1111",
    "2a00:1450:4001::200e",
    "64:ff9b::8.8.8.8",
)

SPECIAL = (
    ("0.0.0.0", "an address of this machine"),
    ("0.1.2.3", "an address of this machine"),
    ("10.255.255.255", "a private address"),
    ("100.64.0.1", "an address inside a provider's network"),
    ("127.0.0.1", "an address of this machine"),
    ("127.255.255.254", "an address of this machine"),
    ("169.254.169.254", "a link-local address"),
    ("172.16.0.1", "a private address"),
    ("172.31.255.255", "a private address"),
    ("192.0.0.8", "a reserved address"),
    ("192.0.2.1", "an address for documentation"),
    ("192.88.99.1", "a 6to4 relay"),
    ("192.168.1.1", "a private address"),
    ("198.18.0.1", "an address for benchmarks"),
    ("198.51.100.1", "an address for documentation"),
    ("203.0.113.1", "an address for documentation"),
    ("224.0.0.1", "a multicast address"),
    ("240.0.0.1", "a reserved address"),
    ("255.255.255.255", "a reserved address"),
    ("::", "an address of this machine"),
    ("::1", "an address of this machine"),
    ("::ffff:127.0.0.1", "an IPv4 address in disguise"),
    ("::ffff:8.8.8.8", "an IPv4 address in disguise"),
    ("::10.0.0.1", "an IPv4 address in disguise"),
    ("64:ff9b::127.0.0.1", "an address of this machine"),
    ("64:ff9b::a9fe:a9fe", "a link-local address"),
    ("64:ff9b:1::8.8.8.8", "a local translation to IPv4"),
    ("100::1", "a reserved address"),
    ("2001::4136:e378:8000:63bf:3fff:fdd2", "a Teredo tunnel"),
    ("2001:2::1", "a reserved address"),
    ("2001:db8::1", "an address for documentation"),
    ("2002:7f00:1::1", "a 6to4 tunnel"),
    ("2002:808:808::1", "a 6to4 tunnel"),
    ("3fff::1", "an address for documentation"),
    ("4000::1", "a reserved address"),
    ("fc00::1", "a private address"),
    ("fd12:3456::1", "a private address"),
    ("fe80::1", "a link-local address"),
    ("fec0::1", "a private address"),
    ("ff02::1", "a multicast address"),
    ("2606:4700::1111%eth0", "an address with a zone"),
)


@pytest.mark.parametrize("address", GLOBAL)
def test_global_addresses_are_open(address):
    """The public web can be reached."""
    assert name_special(ip_address(address)) is None


@pytest.mark.parametrize(("address", "kind"), SPECIAL)
def test_special_addresses_are_named(address, kind):
    """What is no public server is refused under the name that people have for it."""
    assert name_special(ip_address(address)) == kind


@given(st.one_of(st.ip_addresses(v=4), st.ip_addresses(v=6)))
def test_nothing_private_is_let_through(address):
    """Whatever the standard library knows as not global or multicast is refused, unless it is NAT64 of a global one."""
    if name_special(address) is None and address not in read_openings(["64:ff9b::/96"])[0].network:
        assert address.is_global
        assert not address.is_multicast


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("127.0.0.1", "127.0.0.1"),
        ("2130706433", "127.0.0.1"),
        ("0x7f000001", "127.0.0.1"),
        ("0177.0.0.1", "127.0.0.1"),
        ("0x7f.1", "127.0.0.1"),
        ("127.1", "127.0.0.1"),
        ("0", "0.0.0.0"),
        ("::1", "::1"),
        ("fe80::1%eth0", "fe80::1%eth0"),
    ],
)
def test_every_spelling_of_an_address_is_read(text, meant):
    """Decimal, octal, hexadecimal and short forms are what the system would make of them."""
    assert read_address(text) == ip_address(meant)


@pytest.mark.parametrize("text", ["example.org", "1.2.3.4.5", "256.1.1.1", "0x7g.1", "1e3", "999999999999", "", "a1"])
def test_names_are_no_addresses(text):
    """What the system would look up as a name stays one."""
    assert read_address(text) is None


LOOPBACK, PRIVATE, PUBLIC = IPv4Address("127.0.0.1"), IPv4Address("10.1.2.3"), IPv4Address("93.184.216.34")


@pytest.mark.parametrize(
    ("entry", "host", "port", "address"),
    [
        ("intranet.example", "intranet.example", 80, PRIVATE),
        ("Intranet.Example.", "intranet.example", 8080, PRIVATE),
        ("intranet.example:8080", "intranet.example", 8080, PRIVATE),
        ("bücher.example", "xn--bcher-kva.example", 80, PRIVATE),
        ("127.0.0.1", "127.0.0.1", 80, LOOPBACK),
        ("127.0.0.1", "localhost", 80, LOOPBACK),
        ("127.0.0.1:81", "2130706433", 81, LOOPBACK),
        ("127.1", "127.0.0.1", 81, LOOPBACK),
        ("10.0.0.0/8", "wiki", 80, PRIVATE),
        ("::1", "::1", 80, IPv6Address("::1")),
        ("[::1]:8080", "::1", 8080, IPv6Address("::1")),
        ("[::1]", "::1", 8080, IPv6Address("::1")),
        ("fd00::/8", "wiki", 80, IPv6Address("fd00::1")),
    ],
)
def test_a_setting_opens(entry, host, port, address):
    """A name opens whatever it leads to; an address or network opens that."""
    assert is_open(host, port, address, read_openings([entry]))
    assert not is_open(host, port, address, ())


@pytest.mark.parametrize(
    ("entry", "host", "port", "address"),
    [
        ("intranet.example", "other.example", 80, PRIVATE),
        ("intranet.example", "www.intranet.example", 80, PRIVATE),
        ("intranet.example:8080", "intranet.example", 80, PRIVATE),
        ("127.0.0.1:81", "127.0.0.1", 80, LOOPBACK),
        ("localhost", "127.0.0.1", 80, LOOPBACK),
        ("10.0.0.0/8", "wiki", 80, LOOPBACK),
        ("127.0.0.1", "::ffff:127.0.0.1", 80, IPv6Address("::ffff:127.0.0.1")),
    ],
)
def test_a_setting_opens_no_more_than_it_says(entry, host, port, address):
    """Another port, another name or another address stays shut."""
    assert not is_open(host, port, address, read_openings([entry]))


@pytest.mark.parametrize("entry", ["", "http://intranet", "host:port", "a:1:2", "[::1", "10.0.0.0/33", "10.0.0.1/8:80"])
def test_a_setting_that_cannot_be_read_is_an_error(entry):
    """It is named, so that it can be mended."""
    with pytest.raises(ValueError, match="allow_hosts has"):
        read_openings([entry])


def test_stray_private_addresses_are_left_out():
    """Of what a name leads to, only the good addresses are used, once each, in their order."""
    found = [PRIVATE, PUBLIC, LOOPBACK, IPv4Address("1.1.1.1"), PUBLIC]
    assert choose_addresses("site", 80, found, ()) == (PUBLIC, IPv4Address("1.1.1.1"))
    assert choose_addresses("site", 80, [PRIVATE, LOOPBACK], ()) == ()
