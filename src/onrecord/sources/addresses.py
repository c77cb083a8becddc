"""Which network addresses may be fetched from: public unicast ones, and nothing that a public one wraps.

An address is judged where the connection is made, after the name was looked up, so that a name cannot pass the check as
one address and be connected to as another.

Source: IANA IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890 and its updates). Deviation: ranges that are
special but reachable from anywhere (anycast services, AS112) are refused too where they lie inside a refused block; no
report is published there. Written out here because the lists in ``ipaddress`` differ between versions of Python.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from onrecord.settings import SETTINGS

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

#: Networks of IPv4 that are refused, and what they are.
_SPECIAL_V4: tuple[tuple[IPv4Network, str], ...] = tuple(
    (IPv4Network(network), name)
    for network, name in (
        ("0.0.0.0/8", "this network"),
        ("10.0.0.0/8", "private"),
        ("100.64.0.0/10", "shared by a carrier, or metadata of a cloud"),
        ("127.0.0.0/8", "loopback"),
        ("168.63.129.16/32", "metadata of a cloud"),
        ("169.254.0.0/16", "link-local, or metadata of a cloud"),
        ("172.16.0.0/12", "private"),
        ("192.0.0.0/24", "protocol assignments, or metadata of a cloud"),
        ("192.0.2.0/24", "documentation"),
        ("192.31.196.0/24", "AS112"),
        ("192.52.193.0/24", "AMT relay"),
        ("192.88.99.0/24", "6to4 relay"),
        ("192.168.0.0/16", "private"),
        ("192.175.48.0/24", "AS112"),
        ("198.18.0.0/15", "benchmarking"),
        ("198.51.100.0/24", "documentation"),
        ("203.0.113.0/24", "documentation"),
        ("224.0.0.0/4", "multicast"),
        ("240.0.0.0/4", "reserved, or broadcast"),
    )
)

#: Networks of IPv6 within the public ones (2000::/3) that are refused all the same.
_SPECIAL_V6: tuple[tuple[IPv6Network, str], ...] = tuple(
    (IPv6Network(network), name)
    for network, name in (
        ("2001::/32", "Teredo"),
        ("2001::/23", "protocol assignments"),
        ("2001:db8::/32", "documentation"),
        ("2002::/16", "6to4"),
        ("2620:4f:8000::/48", "AS112"),
        ("3ffe::/16", "6bone, given back"),
        ("3fff::/20", "documentation"),
    )
)

#: Networks of IPv6 outside the public ones, to say what they are; whatever is not named here is "not public".
_OUTSIDE_V6: tuple[tuple[IPv6Network, str], ...] = tuple(
    (IPv6Network(network), name)
    for network, name in (
        ("::/128", "unspecified"),
        ("::1/128", "loopback"),
        ("64:ff9b:1::/48", "local NAT64"),
        ("100::/64", "discard"),
        ("fc00::/7", "private, or metadata of a cloud"),
        ("fe80::/10", "link-local"),
        ("fec0::/10", "site-local"),
        ("ff00::/8", "multicast"),
    )
)

_PUBLIC_V6 = IPv6Network("2000::/3")
#: Each holds an IPv4 address in its last 32 bits and leads to it, so that address is judged in its place.
_WRAPPING_V6 = (IPv6Network("::ffff:0:0/96"), IPv6Network("64:ff9b::/96"))
#: Interface identifiers of ISATAP (RFC 5214): the tunnel ends at the IPv4 address in the last 32 bits.
_ISATAP = (0x0000_5EFE, 0x0200_5EFE)


@dataclass(frozen=True, slots=True)
class AddressPolicy:
    """Which addresses and ports may be connected to; the default is the only one users get."""

    #: Networks allowed although they are special. For tests against a server on loopback; no command sets it.
    also_allowed: tuple[Network, ...] = ()
    #: Ports that may be connected to; None for any.
    ports: frozenset[int] | None = frozenset(SETTINGS.fetch_ports)

    @classmethod
    def allowing(cls, networks: Iterable[str], *, ports: Iterable[int] | None = None) -> AddressPolicy:
        """Return a policy that also allows these networks ("127.0.0.0/8"), and these ports or any."""
        return cls(tuple(ip_network(network) for network in networks), None if ports is None else frozenset(ports))

    def refusal(self, address: Address | str) -> str | None:
        """Return what is special about an address that may not be connected to; None where it may be.

        Args:
            address: An IPv4 or IPv6 address; a zone after "%" is left aside.

        Raises:
            ValueError: It is no address.
        """
        if isinstance(address, str):
            address = ip_address(address.partition("%")[0])
        if any(address in network for network in self.also_allowed if network.version == address.version):
            return None
        return _special_v4(address) if isinstance(address, IPv4Address) else _special_v6(address)

    def allows_port(self, port: int) -> bool:
        """Tell whether a port may be connected to."""
        return self.ports is None or port in self.ports


def _special_v4(address: IPv4Address) -> str | None:
    return next((name for network, name in _SPECIAL_V4 if address in network), None)


def _special_v6(address: IPv6Address) -> str | None:
    inner = IPv4Address(int(address) & 0xFFFF_FFFF)
    if any(address in network for network in _WRAPPING_V6):
        name = _special_v4(inner)
        return name and f"wrapping an address that is {name}"
    if address not in _PUBLIC_V6:
        return next((name for network, name in _OUTSIDE_V6 if address in network), "not public")
    named = next((name for network, name in _SPECIAL_V6 if address in network), None)
    if named is None and (int(address) >> 32) & 0xFFFF_FFFF in _ISATAP:
        name = _special_v4(inner)
        named = name and f"a tunnel to an address that is {name}"
    return named
