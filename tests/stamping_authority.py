"""A time stamping authority on loopback: openssl stamps, a server passes it on."""

import subprocess
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

SETTINGS = """\
[tsa]
default_tsa = one
[one]
serial = {folder}/serial
crypto_device = builtin
signer_cert = {folder}/tsa.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.3.6.1.4.1.99999.1
digests = sha256
accuracy = secs:1
ordering = yes
tsa_name = yes
ess_cert_id_chain = no
ess_cert_id_alg = sha256
"""
STAMPS = "basicConstraints=critical,CA:FALSE\nextendedKeyUsage=critical,timeStamping\n"
KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")


def openssl(*arguments, folder):
    done = subprocess.run(  # noqa: S603
        ["openssl", *arguments],  # noqa: S607
        cwd=folder,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


class Authority:
    """One that stamps; `answers` may be set to what it says instead."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.asked, self.answers = folder, 0, None
        folder.mkdir()
        root = ("-keyout", "root.key", "-out", "root.pem", "-subj", "/CN=Example root")
        openssl("req", "-x509", *KEY, "-days", "3650", *root, folder=folder)
        own = ("-keyout", "tsa.key", "-out", "tsa.csr", "-subj", "/CN=Example stamps")
        openssl("req", *KEY, *own, folder=folder)
        (folder / "of_tsa").write_text(STAMPS)
        signs = ("-CA", "root.pem", "-CAkey", "root.key", "-CAcreateserial")
        extra = ("-days", "3650", "-extfile", "of_tsa", "-out", "tsa.pem")
        openssl("x509", "-req", "-in", "tsa.csr", *signs, *extra, folder=folder)
        (folder / "serial").write_text("01\n")
        (folder / "settings").write_text(SETTINGS.format(folder=folder))

    @property
    def roots(self) -> Path:
        return self.folder / "root.pem"

    def stamp(self, query: bytes) -> bytes:
        (self.folder / "query").write_bytes(query)
        told = ("-config", "settings", "-queryfile", "query", "-out", "answer")
        openssl("ts", "-reply", *told, folder=self.folder)
        return (self.folder / "answer").read_bytes()

    def answer(self, query: bytes) -> tuple[int, str, bytes]:
        self.asked += 1
        if self.answers is not None:
            return self.answers
        return 200, "application/timestamp-reply", self.stamp(query)


@contextmanager
def served(authority):
    """Serve an authority; yield its address."""

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self):
            query = self.rfile.read(int(self.headers["Content-Length"]))
            assert self.headers["Content-Type"] == "application/timestamp-query"
            status, kind, content = authority.answer(query)
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/tsr"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
