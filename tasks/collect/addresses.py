"""Decides which addresses may be connected to: the global ones, and those that a setting opens.

https://www.iana.org/assignments/iana-ipv4-special-registry/
https://www.iana.org/assignments/iana-ipv6-special-registry/
"""

from __future__ import annotations

import re
import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from ipaddress import IPv4Network

    Address = IPv4Address | IPv6Address
    Network = IPv4Network | IPv6Network

GLOBAL_IPV6 = IPv6Network("2000::/3")
"""The part of IPv6 that is handed out to the public; all else is special."""

TRANSLATED = IPv6Network("64:ff9b::/96")
"""NAT64 (RFC 6052): the last 32 bits are the IPv4 address that is meant, so they are what is judged. Networks without
IPv4 reach most of the web like this."""

SPECIAL = tuple(
    (ip_network(network), name)
    for network, name in (
        ("0.0.0.0/8", "an address of this machine"),
        ("10.0.0.0/8", "a private address"),
        ("100.64.0.0/10", "an address inside a provider's network"),
        ("127.0.0.0/8", "an address of this machine"),
        ("169.254.0.0/16", "a link-local address"),
        ("172.16.0.0/12", "a private address"),
        ("192.0.0.0/24", "a reserved address"),
        ("192.0.2.0/24", "an address for documentation"),
        ("192.88.99.0/24", "a 6to4 relay"),
        ("192.168.0.0/16", "a private address"),
        ("198.18.0.0/15", "an address for benchmarks"),
        ("198.51.100.0/24", "an address for documentation"),
        ("203.0.113.0/24", "an address for documentation"),
        ("224.0.0.0/4", "a multicast address"),
        ("240.0.0.0/4", "a reserved address"),
        ("::1/128", "an address of this machine"),
        ("::/128", "an address of this machine"),
        ("::ffff:0:0/96", "an IPv4 address in disguise"),
        ("::/96", "an IPv4 address in disguise"),
        ("64:ff9b:1::/48", "a local translation to IPv4"),
        ("2001::/32", "a Teredo tunnel"),
        ("2001::/23", "a reserved address"),
        ("2001:db8::/32", "an address for documentation"),
        ("2002::/16", "a 6to4 tunnel"),
        ("3fff::/20", "an address for documentation"),
        ("fc00::/7", "a private address"),
        ("fe80::/10", "a link-local address"),
        ("fec0::/10", "a private address"),
        ("ff00::/8", "a multicast address"),
    )
)
"""Addresses that lead to no public server, and what people call them; the first that fits is named. Tunnels (6to4,
Teredo) and IPv4 in disguise are refused whatever they embed: no public site is reached like that."""

BY_HAND = re.compile(r"(?:0x[0-9a-f]+|[0-9]+)(?:\.(?:0x[0-9a-f]+|[0-9]+)){0,3}", re.IGNORECASE)
"""IPv4 as inet_aton reads it: one to four parts, each decimal, octal or hexadecimal."""

ENTRY = re.compile(r"(?:\[(?P<bracketed>[^\]]+)\]|(?P<plain>[^:\[\]]+))(?::(?P<port>[0-9]{1,5}))?")


@dataclass(frozen=True, slots=True)
class Opening:
    """One entry of allow_hosts."""

    host: str | None
    """A name, in lower case and ASCII; opens whatever it leads to."""
    network: Network | None
    """Opens the addresses in it."""
    port: int | None
    """None for every port."""

    def lets_through(self, host: str, port: int, address: Address | None) -> bool:
        """Say whether this opens the way to `host`, at `address` if that is known."""
        if self.port not in {None, port}:
            return False
        if self.network is None:
            return self.host == host
        return address is not None and address in self.network


def read_openings(allow_hosts: Iterable[str]) -> tuple[Opening, ...]:
    """Read the setting: names, addresses (either with a port, IPv6 then in brackets) and networks such as 10.0.0.0/8.

    Raises:
        ValueError: an entry is none of these; the message is for people.
    """
    return tuple(_read_opening(entry.strip().lower()) for entry in allow_hosts)


def _read_opening(entry: str) -> Opening:
    try:
        return Opening(None, ip_network(entry), None)
    except ValueError:
        pass
    found = ENTRY.fullmatch(entry)
    if found is None or "/" in entry:
        raise ValueError(
            f"allow_hosts has {entry!r}; write host, host:port, [IPv6]:port or a network such as 10.0.0.0/8."
        )
    host = (found["bracketed"] or found["plain"]).rstrip(".")
    port = int(found["port"]) if found["port"] else None
    address = read_address(host)
    if address:
        return Opening(None, ip_network(address), port)
    return Opening(host.encode("idna").decode("ascii"), None, port)


def read_address(host: str) -> Address | None:
    """Return the address that `host` is, in any of the ways to write one (2130706433, 0177.0.0.1, 0x7f.1, 127.1)."""
    try:
        return ip_address(host)
    except ValueError:
        pass
    if not BY_HAND.fullmatch(host):
        return None
    try:
        return IPv4Address(socket.inet_aton(host))
    except OSError:
        return None


def choose_addresses(
    host: str, port: int, found: Sequence[Address], openings: Sequence[Opening]
) -> tuple[Address, ...]:
    """Return those of the addresses found for a host that may be connected to, in their order.

    The others are left out rather than held against the host: stray private addresses stand beside good ones in many
    a name server, and since what is connected to is exactly what is returned here, they can do no harm.
    """
    open_ones = (address for address in found if is_open(host, port, address, openings))
    return tuple(dict.fromkeys(open_ones))


def is_open(host: str, port: int, address: Address | None, openings: Sequence[Opening]) -> bool:
    """Say whether `host` may be connected to at `address`."""
    if any(opening.lets_through(host, port, address) for opening in openings):
        return True
    return address is not None and name_special(address) is None


def name_special(address: Address) -> str | None:
    """Return what kind of address this is if it is not a global one, for people; None for global ones."""
    if isinstance(address, IPv6Address):
        if address.scope_id:
            return "an address with a zone"
        if address in TRANSLATED:
            return name_special(IPv4Address(address.packed[-4:]))
    named = next((name for network, name in SPECIAL if address in network), None)
    if named or isinstance(address, IPv4Address) or address in GLOBAL_IPV6:
        return named
    return "a reserved address"
