"""Time stamps of heads by RFC 3161: a third party's word that one was there by then.

A stamp is over the bytes of a head's file, signatures and all.  It is kept as the
authority answered, so that anybody checks it with what they trust:
`openssl ts -verify -data FILE.head -in FILE.tsr -CAfile ROOTS`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, NamedTuple

from cryptography.x509 import (
    Certificate,
    NameOID,
    load_der_x509_certificate,
    load_pem_x509_certificates,
)
from rfc3161_client import (
    TimeStampRequest,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)
from rfc3161_client.base import HashAlgorithm

NO_STAMP: Final = "it is no answer of a time stamping authority"


class BadStamp(Exception):
    """What was given is no time stamp of this head; the message says why."""


@dataclass(frozen=True)
class Authority:
    """Who stamps: where they are asked, and the root certificates that are trusted."""

    address: str
    roots: tuple[Certificate, ...]


class Stamp(NamedTuple):
    """At which instant a head was stamped, by whom."""

    at: datetime
    by: str


def roots_in(file: Path) -> tuple[Certificate, ...]:
    """Read the root certificates in a PEM file (`OSError`, `ValueError`)."""
    return tuple(load_pem_x509_certificates(file.read_bytes()))


def stamp_request(content: bytes) -> TimeStampRequest:
    """Return what an authority is asked to have a head stamped: only a hash of it."""
    builder = TimestampRequestBuilder().data(content)
    return builder.hash_algorithm(HashAlgorithm.SHA256).build()


def read_stamp(response: bytes) -> Stamp:
    """Return what a stamp says of itself, unchecked (`BadStamp` where it is none)."""
    return _says(_decoded(response))


def checked_stamp(
    response: bytes,
    content: bytes,
    roots: Iterable[Certificate],
    *,
    request: TimeStampRequest | None = None,
) -> Stamp:
    """Return what a stamp says, if it is over a head and a trusted authority's.

    `BadStamp` otherwise.  With the *request*, the answer has to be the answer to it.
    """
    answer = _decoded(response)
    builder = VerifierBuilder.from_request(request) if request else VerifierBuilder()
    for root in roots:
        builder = builder.add_root_certificate(root)
    try:
        builder.build().verify_message(answer, content)
    except (VerificationError, ValueError) as why:
        raise BadStamp(str(why)) from why
    return _says(answer)


def _decoded(response: bytes) -> TimeStampResponse:
    try:
        answer = decode_timestamp_response(response)
        answer.tst_info  # noqa: B018  refused, an answer has none
    except ValueError as why:
        raise BadStamp(f"{NO_STAMP} ({why})") from why
    return answer


def _says(answer: TimeStampResponse) -> Stamp:
    at = answer.tst_info.gen_time
    at = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    signed_by = {(s.issuer, s.serial_number) for s in answer.signed_data.signer_infos}
    for each in answer.signed_data.certificates:
        certificate = load_der_x509_certificate(each)
        if (certificate.issuer, certificate.serial_number) in signed_by:
            names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
            return Stamp(at, str(names[0].value) if names else "an authority")
    return Stamp(at, "an authority")
