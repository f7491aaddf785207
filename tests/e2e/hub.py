"""Shared journals elsewhere: a bare folder, or bare folders behind a web server."""

import base64
import os
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from saved_folder import git

NAME = "anna"


def bare(folder: Path, branch: str = "main") -> Path:
    """Make an empty place for sharing."""
    folder.mkdir(parents=True)
    git(folder, "init", "-q", "--bare", f"--initial-branch={branch}")
    return folder


def hook(hub: Path, name: str, program: str) -> None:
    """Let a hub run a shell program when something arrives."""
    file = hub / "hooks" / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(f"#!/bin/sh\n{program}\n")
    file.chmod(0o755)


@dataclass(slots=True)
class Manners:
    """How the web server treats those who come; may be changed at any time."""

    password: str | None = None  # of `NAME`; None lets everybody in
    status: int = 0  # what it answers in place of anything useful
    moved_to: str = ""  # where it sends everybody
    hangs_at: str = ""  # requests whose path ends so are never answered
    drops_at: str = ""  # requests whose path ends so are answered by half
    pause: float = 0  # seconds between two pieces of an answer
    asked: list[str] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    root: Path
    manners: Manners

    def handle_error(self, request: object, client_address: object) -> None:
        """Take it calmly when somebody goes in the middle of an answer."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_GET(self) -> None:
        """Answer a question."""
        self._serve(b"")

    def do_POST(self) -> None:
        """Take what is sent."""
        self._serve(self._body())

    def log_message(self, *_words: object) -> None:
        """Say nothing."""

    def _serve(self, body: bytes) -> None:
        manners = self.server.manners
        manners.asked.append(f"{self.command} {self.path}")
        path, _, query = self.path.partition("?")
        if manners.hangs_at and path.endswith(manners.hangs_at):
            manners.over.wait(60)
            self.close_connection = True
        elif manners.status:
            self._answer(manners.status, [], b"no\n")
        elif manners.moved_to:
            self._answer(302, [("Location", manners.moved_to + self.path)], b"")
        elif not self._is_known():
            door = [("WWW-Authenticate", 'Basic realm="journals"')]
            self._answer(401, door, b"who are you?\n")
        else:
            self._backend(path, query, body)

    def _is_known(self) -> bool:
        password = self.server.manners.password
        if password is None:
            return True
        right = base64.b64encode(f"{NAME}:{password}".encode()).decode()
        return self.headers.get("Authorization") == f"Basic {right}"

    def _body(self) -> bytes:
        if self.headers.get("Transfer-Encoding") != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length") or 0))
        pieces = []
        while size := int(self.rfile.readline(), 16):
            pieces.append(self.rfile.read(size))
            self.rfile.readline()
        self.rfile.readline()
        return b"".join(pieces)

    def _backend(self, path: str, query: str, body: bytes) -> None:
        """Let git's own program for web servers answer."""
        ended = subprocess.run(
            ["git", "http-backend"],
            input=body,
            capture_output=True,
            check=True,
            env={
                **os.environ,
                "GIT_PROJECT_ROOT": str(self.server.root),
                "GIT_HTTP_EXPORT_ALL": "1",
                "GIT_PROTOCOL": self.headers.get("Git-Protocol") or "",
                "PATH_INFO": path,
                "QUERY_STRING": query,
                "REMOTE_USER": NAME,
                "REMOTE_ADDR": "127.0.0.1",
                "REQUEST_METHOD": self.command,
                "CONTENT_TYPE": self.headers.get("Content-Type") or "",
                "CONTENT_LENGTH": str(len(body)),
                "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding") or "",
            },
        )
        head, _, content = ended.stdout.partition(b"\r\n\r\n")
        rows = (row.partition(": ") for row in head.decode().split("\r\n"))
        headers = [(name, value) for name, _, value in rows]
        status = next((int(v[:3]) for name, v in headers if name == "Status"), 200)
        self._answer(status, [one for one in headers if one[0] != "Status"], content)

    def _answer(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        manners = self.server.manners
        self.send_response(status)
        for name, value in [*headers, ("Content-Length", str(len(body)))]:
            self.send_header(name, value)
        self.end_headers()
        if manners.drops_at and self.path.partition("?")[0].endswith(manners.drops_at):
            self.wfile.write(body[: len(body) // 2])
            self.close_connection = True
            return
        if not manners.pause:
            self.wfile.write(body)
            return
        piece = len(body) // 8 + 1
        for start in range(0, len(body), piece):
            self.wfile.write(body[start : start + piece])
            self.wfile.flush()
            manners.over.wait(manners.pause)


@dataclass(frozen=True, slots=True)
class Web:
    """A web server with bare folders behind it."""

    port: int
    manners: Manners
    scheme: str = "http"

    def url(self, name: str, person: str = "") -> str:
        """Answer the address of one of the folders, with `name:password` in it."""
        at = "@" if person else ""
        return f"{self.scheme}://{person}{at}127.0.0.1:{self.port}/{name}"


def certificate(file: Path) -> Path:
    """Make a certificate for this computer, signed by nobody but itself."""
    key = file.with_name("key.pem")
    words = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    words += ["-subj", "/CN=hub", "-addext", "subjectAltName=IP:127.0.0.1"]
    words += ["-keyout", str(key), "-out", str(file)]
    subprocess.run(words, check=True, capture_output=True)
    file.write_text(key.read_text() + file.read_text())
    return file


@contextmanager
def web(
    root: Path, password: str | None = None, certificate: Path | None = None
) -> Iterator[Web]:
    """Serve the bare folders of a folder while a test goes on.

    Args:
        root: the folder with the bare folders.
        password: what `NAME` has to say; None lets everybody in.
        certificate: a file with a key and a certificate, for https.
    """
    server = _Server(("127.0.0.1", 0), _Handler)
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    server.root = root
    server.manners = Manners(password)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        scheme = "https" if certificate else "http"
        yield Web(server.server_address[1], server.manners, scheme)
    finally:
        server.manners.over.set()
        server.shutdown()
        thread.join()
        server.server_close()
