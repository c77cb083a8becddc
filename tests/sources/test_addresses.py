"""Which network addresses may be connected to."""

from ipaddress import ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.sources.addresses import AddressPolicy

REFUSED = [
    # IPv4: first and last address of every special network.
    "0.0.0.0", "0.255.255.255", "10.0.0.0", "10.255.255.255", "100.64.0.0", "100.127.255.255",
    "100.100.100.200", "127.0.0.1", "127.255.255.255", "168.63.129.16", "169.254.0.0", "169.254.169.254",
    "169.254.255.255", "172.16.0.0", "172.31.255.255", "192.0.0.0", "192.0.0.192", "192.0.0.255", "192.0.2.0",
    "192.0.2.255", "192.31.196.1", "192.52.193.1", "192.88.99.0", "192.88.99.255", "192.168.0.0", "192.168.255.255",
    "192.175.48.1", "198.18.0.0", "198.19.255.255", "198.51.100.0", "198.51.100.255", "203.0.113.0", "203.0.113.255",
    "224.0.0.0", "239.255.255.255", "240.0.0.0", "255.255.255.254", "255.255.255.255",
    # IPv6.
    "::", "::1", "::2", "::7f00:1", "100::1", "fc00::1", "fdff:ffff::1", "fd00:ec2::254", "fd20:ce::254", "fe80::1",
    "fe80::1%eth0", "febf::1", "fec0::1", "ff00::1", "ff02::1", "ffff::1", "5f00::1", "4000::1", "1fff::1", "400::1",
    "2001::1", "2001:0:5ef5:79fd::1", "2001:1::1", "2001:10::1", "2001:20::1", "2001:1ff::1", "2001:db8::1",
    "2001:db8:ffff::1", "2002:808:808::1", "2002:7f00:1::", "2620:4f:8000::1", "3ffe::1", "3fff::1", "3fff:fff::1",
    # IPv4 inside IPv6: mapped, translated, compatible, NAT64 (well-known and local), ISATAP.
    "::ffff:127.0.0.1", "::ffff:10.1.2.3", "::ffff:169.254.169.254", "::ffff:192.168.1.1", "::ffff:0:127.0.0.1",
    "::ffff:0:8.8.8.8", "::8.8.8.8", "64:ff9b::127.0.0.1", "64:ff9b::10.0.0.1", "64:ff9b::169.254.169.254",
    "64:ff9b:1::8.8.8.8", "64:ff9b:1::10.0.0.1", "2a00:1450::5efe:10.0.0.1", "2a00:1450::200:5efe:127.0.0.1",
]  # fmt: skip

ALLOWED = [
    "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.0",
    "168.63.129.17", "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "192.0.1.0", "192.0.3.0",
    "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0", "203.0.112.255", "203.0.114.0", "223.255.255.255",
    "2000::1", "2001:200::1", "2001:db7::1", "2001:db9::1", "2003::1", "2606:4700::1111", "2a00:1450:4009::200e",
    "3ffd::1", "3fff:1000::1", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "2a00:1450::5efe:8.8.8.8",
]  # fmt: skip


@pytest.mark.parametrize("address", REFUSED)
def test_special_address_is_refused(address):
    """An address in a special network, or one that wraps such an address, may not be connected to."""
    assert AddressPolicy().refusal(address)


@pytest.mark.parametrize("address", ALLOWED)
def test_public_address_is_allowed(address):
    """A public address may be connected to, also just beside a special network or wrapped."""
    assert AddressPolicy().refusal(address) is None


@given(st.integers(0, 2**32 - 1).map(ip_address))
def test_mapped_address_is_judged_as_the_one_inside(address):
    """An IPv4 address fares the same bare, mapped into IPv6 and behind NAT64."""
    policy = AddressPolicy()
    outcomes = {policy.refusal(form) is None for form in (address, f"::ffff:{address}", f"64:ff9b::{address}")}
    assert len(outcomes) == 1


@given(st.one_of(st.ip_addresses(v=4), st.ip_addresses(v=6)))
def test_nothing_the_standard_library_calls_private_is_allowed(address):
    """What Python knows as private, loopback, link-local, multicast or reserved is refused here too."""
    special = (
        address.is_private
        or address.is_loopback
        or address.is_link_local
        or address.is_multicast
        or address.is_reserved
    )
    wraps = address.version == 6 and (address in ip_network("64:ff9b::/96") or address.ipv4_mapped)
    assert wraps or not special or AddressPolicy().refusal(address)


def test_policy_can_allow_loopback_and_nothing_else_besides():
    """A policy that lets a test use loopback still refuses all other special networks."""
    policy = AddressPolicy.allowing(["127.0.0.0/8"])
    assert policy.refusal("127.0.0.1") is None
    assert policy.refusal("::1") and policy.refusal("10.0.0.1") and policy.refusal("::ffff:127.0.0.1")


def test_default_ports_are_those_of_the_web():
    """Ports of http and https and their registered alternatives are allowed, others not."""
    policy = AddressPolicy()
    assert all(policy.allows_port(port) for port in (80, 443, 8008, 8080, 8443))
    assert not any(policy.allows_port(port) for port in (0, 21, 22, 25, 53, 81, 3306, 5432, 6379, 9200, 11211, 65535))


def test_what_is_no_address_is_an_error():
    """A host name is not mistaken for an address that may be connected to."""
    with pytest.raises(ValueError, match=r"example\.org"):
        AddressPolicy().refusal("example.org")
