"""A server on this machine that speaks GOV.UK Notify's interface over HTTP."""

import json
import re
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import jwt

SERVICE = "26785a09-ab16-4eb0-8407-a37497a57506"
SECRET = "3d844edf-8d35-48ac-975b-e847b4f122b0"
KEY = f"tests-{SERVICE}-{SECRET}"
TEMPLATE = "9d751e0e-f929-4891-82a1-a3e1c3c18ee3"


class Office:
    """What was handed in, and how the server is to fail."""

    def __init__(self):
        self.taken, self.asked = {}, []
        self.lock = threading.Lock()
        self.is_well()

    def is_well(self):
        self.answers_with, self.then_hangs_up, self.takes_first = None, False, False
        self.seconds, self.answers_asking_with = 0.0, None

    def goes_wrong(self, code=None, *, hangs_up=False, takes_first=False, seconds=0.0):
        self.answers_with, self.then_hangs_up = code, hangs_up
        self.takes_first, self.seconds = takes_first, seconds

    def take(self, kind, told):
        id_ = str(uuid4())
        status = "created" if kind == "email" else "accepted"
        kept = {"id": id_, "kind": kind, "status": status, **told}
        with self.lock:
            self.taken[id_] = kept
        return kept

    def becomes(self, status):
        for kept in self.taken.values():
            kept["status"] = status

    @property
    def sent(self):
        return list(self.taken.values())


class Answers(BaseHTTPRequestHandler):
    """Notify's answers, by its documentation."""

    protocol_version = "HTTP/1.1"

    @property
    def office(self):
        return self.server.office

    def log_message(self, *_args):
        pass

    def say(self, code, told):
        body = json.dumps(told).encode()
        self.send_response(code)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def refuse(self, code, message="No"):
        error = {"error": "Error", "message": message}
        self.say(code, {"status_code": code, "errors": [error]})

    def is_known(self):
        token = self.headers.get("Authorization", "").removeprefix("Bearer ")
        try:
            told = jwt.decode(token, SECRET, algorithms=["HS256"])
        except jwt.InvalidTokenError:
            return False
        return told["iss"] == SERVICE and abs(told["iat"] - time.time()) < 30

    def do_GET(self):
        url = urlsplit(self.path)
        self.office.asked.append(self.path)
        if not self.is_known():
            self.refuse(403)
        elif self.office.answers_asking_with:
            self.refuse(self.office.answers_asking_with)
        elif url.path == "/v2/notifications":
            (reference,) = parse_qs(url.query)["reference"]
            found = [k for k in self.office.sent if k["reference"] == reference]
            self.say(200, {"notifications": found, "links": {}})
        elif kept := self.office.taken.get(url.path.rsplit("/", 1)[1]):
            self.say(200, kept)
        else:
            self.refuse(404)

    def do_POST(self):
        told = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        kind = self.path.rsplit("/", 1)[1]
        office = self.office
        if not self.is_known():
            self.refuse(403)
            return
        kept = office.take(kind, told) if office.takes_first else None
        if office.seconds:
            time.sleep(office.seconds)
        if office.then_hangs_up:
            self.close_connection = True
            self.connection.close()
        elif office.answers_with:
            self.refuse(office.answers_with)
        elif (message := _wrong(kind, told)) is not None:
            self.refuse(400, message)
        else:
            kept = kept or office.take(kind, told)
            self.say(201, {"id": kept["id"], "reference": told["reference"]})


def _wrong(kind, told):
    if kind == "letter":
        return None if told["content"] else "content is a required property"
    if not re.fullmatch(r"[^@ ]+@[^@ ]+\.[a-z]+", told["email_address"]):
        return "email_address Not a valid email address"
    return None if told["template_id"] == TEMPLATE else "Template not found"


class Quiet(ThreadingHTTPServer):
    """A server that says nothing of clients who hang up."""

    daemon_threads = True

    def handle_error(self, *_args):
        pass


@contextmanager
def notify_server():
    server = Quiet(("127.0.0.1", 0), Answers)
    server.office = Office()
    server.office.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server.office
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
