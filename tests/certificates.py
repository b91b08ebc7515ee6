"""Certificates for servers on loopback, signed by an authority that exists for one test."""

from __future__ import annotations

import datetime as dt
import ipaddress
import ssl
from dataclasses import dataclass

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Authority:
    """Who vouches for the servers of a test."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    def write(self, folder):
        """Write the certificate to a file, for SSL_CERT_FILE, and return its path."""
        path = folder / "authority.pem"
        path.write_bytes(self.certificate.public_bytes(serialization.Encoding.PEM))
        return path


def make_authority():
    """Return a new authority."""
    key = ec.generate_private_key(ec.SECP256R1())
    return Authority(key, _sign(key, "Authority", key, "Authority", x509.BasicConstraints(ca=True, path_length=0)))


def serve_tls(authority, folder, *names, days=1, protocols=("http/1.1",)):
    """Return the SSLContext of a server that goes by these names or addresses.

    Args:
        authority: who vouches for it; None for nobody but itself.
        folder: for its key.
        names: host names and IP addresses.
        days: until the certificate is over; in the past if below zero.
        protocols: for ALPN.
    """
    key = ec.generate_private_key(ec.SECP256R1())
    signer, issuer = (authority.key, "Authority") if authority else (key, names[0])
    alternatives = x509.SubjectAlternativeName([_name(name) for name in names])
    certificate = _sign(key, names[0], signer, issuer, alternatives, days=days)
    path = folder / "server.pem"
    path.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    context.set_alpn_protocols(list(protocols))
    return context


def _sign(key, subject, signer, issuer, extension, *, days=1):  # noqa: PLR0913  (a certificate is made of these)
    now = dt.datetime.now(dt.UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, subject)]))
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer)]))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - 9 * DAY)
        .not_valid_after(now + days * DAY)
        .add_extension(extension, critical=True)
    )
    return builder.sign(signer, hashes.SHA256())


def _name(name):
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)
