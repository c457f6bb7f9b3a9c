"""Which addresses may be asked: the form of a URL, and the network to which it leads."""

import re
import socket
from collections.abc import Callable, Collection, Sequence
from ipaddress import IPv6Address, ip_address, ip_network

import httpx

from assistant.errors import InputError

SCHEME_PORTS = {"http": 80, "https": 443}
GLOBAL_UNICAST = ip_network("2000::/3")  # leaves out IPv4-mapped, NAT64 (64:ff9b::/96), local and multicast addresses
TUNNELS = (ip_network("2002::/16"), ip_network("2001::/32"))  # 6to4 and Teredo carry an IPv4 address
RELAYS = ip_network("192.88.99.0/24")  # 6to4 relays, RFC 7526

CREDENTIALS = re.compile("//[^/]*@")

Resolver = Callable[[str, int], Sequence[str]]


def page_url(address: str, *, ports: Collection[int]) -> httpx.URL:
    """The URL of a page, without its fragment; raises InputError for one that may never be asked."""
    try:
        url = httpx.URL(address.strip()).copy_with(fragment=None)
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:
        shown = CREDENTIALS.sub("//", address)
        raise InputError(f"L'adresse « {shown} » est mal formée ; exemple : https://www.ademe.fr/page.") from error
    if reason := objection(url, ports=ports):
        raise InputError(f"L'adresse « {without_credentials(url)} » ne peut pas être lue : {reason}.")
    return url


def objection(url: httpx.URL, *, ports: Collection[int]) -> str | None:
    """Why the form of a URL forbids to ask it, or None."""
    if url.scheme not in SCHEME_PORTS:
        return "seules les adresses http:// et https:// sont lues"
    if not url.host:
        return "elle ne nomme aucun site"
    if url.userinfo:
        return "elle contient un identifiant ou un mot de passe, retirez-les"
    port = url.port or SCHEME_PORTS[url.scheme]
    if port not in ports:
        return f"le port {port} n'est pas autorisé (réglage JALON_FETCH_PORTS)"
    return None


def without_credentials(url: httpx.URL) -> str:
    """The URL as it may be shown."""
    return str(url.copy_with(userinfo=b""))


def resolve(host: str, port: int) -> Sequence[str]:
    """The IP addresses of a host, as the system gives them; raises OSError when it has none."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError as error:  # a label that no name server may hold
        raise OSError("invalid host name") from error
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public Internet, and to no tunnel that could lead elsewhere."""
    ip = ip_address(address)
    if isinstance(ip, IPv6Address):
        return ip.is_global and ip in GLOBAL_UNICAST and not any(ip in tunnel for tunnel in TUNNELS)
    return ip.is_global and not ip.is_multicast and ip not in RELAYS
