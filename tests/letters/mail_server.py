"""A mail server on this machine that takes letters, or fails where it is told to."""

import asyncio
import socket
import ssl
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from enum import Enum

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


class At(Enum):
    """The points of an exchange at which something may go wrong."""

    HELO = "EHLO"
    MAIL = "MAIL"
    RCPT = "RCPT"
    DATA = "DATA"
    END = "the end of the letter"


class Does(Enum):
    """What goes wrong."""

    REFUSES_FOR_NOW = "451 Try again later"
    REFUSES_FOR_GOOD = "550 No"
    HANGS_UP = "hangs up"
    IS_SLOW = "takes its time"
    TAKES_AND_HANGS_UP = "takes the letter, and hangs up before it says so"


class FailingSMTP(SMTP):
    """The protocol, with what goes wrong before a command is looked at."""

    def __init__(self, handler, **kwargs):
        super().__init__(handler, **kwargs)
        self._goes_wrong = handler

    async def _met(self, at):
        does = self._goes_wrong.does_at.get(at)
        if does is Does.IS_SLOW:
            await asyncio.sleep(self._goes_wrong.seconds)
        if does is Does.HANGS_UP:
            self.transport.abort()
            await asyncio.sleep(5)
        if does in {Does.REFUSES_FOR_NOW, Does.REFUSES_FOR_GOOD}:
            await self.push(does.value)
            return True
        return False

    async def smtp_EHLO(self, hostname):  # noqa: N802
        if not await self._met(At.HELO):
            await super().smtp_EHLO(hostname)

    async def smtp_HELO(self, hostname):  # noqa: N802
        if not await self._met(At.HELO):
            await super().smtp_HELO(hostname)

    async def smtp_MAIL(self, arg):  # noqa: N802
        if not await self._met(At.MAIL):
            await super().smtp_MAIL(arg)

    async def smtp_RCPT(self, arg):  # noqa: N802
        if not await self._met(At.RCPT):
            await super().smtp_RCPT(arg)

    async def smtp_DATA(self, arg):  # noqa: N802
        if not await self._met(At.DATA):
            await super().smtp_DATA(arg)


class MailBox:
    """What was taken, as messages and as the envelopes they came in."""

    def __init__(self):
        self.does_at, self.seconds = {}, 0.0
        self.taken, self.receivers, self.raw = [], [], []
        self.server = None

    def goes_wrong(self, at, does, seconds=0.0):
        self.does_at, self.seconds = {at: does}, seconds

    def is_well(self):
        self.does_at = {}

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        does = self.does_at.get(At.END)
        if does is Does.HANGS_UP:
            server.transport.abort()
            return "250 never heard"
        if does in {Does.REFUSES_FOR_NOW, Does.REFUSES_FOR_GOOD}:
            return does.value
        self.raw.append(envelope.content)
        self.taken.append(message_from_bytes(envelope.content, policy=default))
        self.receivers.append(envelope.rcpt_tos)
        if does is Does.TAKES_AND_HANGS_UP:
            server.transport.abort()
        if does is Does.IS_SLOW:
            await asyncio.sleep(self.seconds)
        return "250 OK"


class Server(Controller):
    """A controller whose protocol fails where the mail box says."""

    def factory(self):
        return FailingSMTP(self.handler, **self.SMTP_kwargs)


@contextmanager
def mail_server(*, secured_in=None, password=None):
    """Serve on a free port; *secured_in* is a folder for its certificate."""
    box, kwargs = MailBox(), {}
    if secured_in is not None:
        kwargs["tls_context"] = certified(secured_in)
        kwargs["require_starttls"] = True
    if password is not None:
        kwargs["authenticator"] = lambda *args: AuthResult(
            success=args[4].password == password.encode(), handled=False
        )
        kwargs["auth_required"] = True
        kwargs["auth_require_tls"] = secured_in is not None
    server = Server(box, hostname="127.0.0.1", port=0, **kwargs)
    server.port = free_port()
    server.start()
    box.port = server.port
    try:
        yield box
    finally:
        server.stop()


def free_port():
    with socket.socket() as trying:
        trying.bind(("127.0.0.1", 0))
        return trying.getsockname()[1]


def certified(folder):
    """Make a certificate for this machine, and what a server proves it with."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    certificate, private = folder / "certificate.pem", folder / "private.pem"
    certificate.write_bytes(made.public_bytes(pem))
    private.write_bytes(
        key.private_bytes(
            pem,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, private)
    return context
