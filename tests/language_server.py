"""The yaml-language-server that editors use, spoken to as an editor does."""

import json
import os
import queue
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

VERSION = "1.25.0"
_PATIENCE = 30.0


def installed(folder: Path) -> tuple[Path | None, str]:
    """Install the server into a folder; answer its program, or why there is none."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        return None, "node and npm are not installed"
    program = folder / "node_modules/yaml-language-server/bin/yaml-language-server"
    words = ["install", "--no-audit", "--no-fund", "--ignore-scripts", "--silent"]
    try:
        ended = subprocess.run(
            [npm, *words, f"yaml-language-server@{VERSION}"],
            cwd=folder,
            capture_output=True,
            timeout=50,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return None, "npm did not get an answer in time"
    if ended.returncode or not program.exists():
        said = ended.stderr.decode("utf-8", "replace").strip().splitlines()
        return None, f"npm could not install it: {said[-1] if said else 'no reason'}"
    return program, ""


class Server:
    """One running server that looks at files of a folder."""

    def __init__(self, program: Path, folder: Path) -> None:
        self._folder = folder
        self._process = subprocess.Popen(
            [shutil.which("node") or "node", str(program), "--stdio"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "HOME": str(folder)},
        )
        self._heard: queue.Queue[dict[str, Any]] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()
        self._told: dict[str, list[dict[str, Any]]] = {}
        self._number = 0
        self._version: dict[str, int] = {}
        self._begin()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with suppress(OSError):
            self._ask("shutdown", None)
            self._say("exit", None)
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                with suppress(OSError):
                    pipe.close()

    def problems(self, path: str, text: str) -> list[dict[str, Any]]:
        """Answer what the server marks in a file that holds a text."""
        self._told.pop(self._uri(path), None)
        self._open(path, text)
        return self._wait_for(path)

    def completed(self, path: str, text: str) -> dict[str, str]:
        """Answer what the server offers where `|` stands in a text, with its words."""
        place = self._place(path, text)
        found = self._ask("textDocument/completion", place)
        items = found["items"] if isinstance(found, dict) else found or []
        return {one["label"]: _words(one.get("documentation")) for one in items}

    def hovered(self, path: str, text: str) -> str:
        """Answer what the server says of the word at `|`; '' for nothing."""
        found = self._ask("textDocument/hover", self._place(path, text))
        return _words(found["contents"]) if found else ""

    def _place(self, path: str, text: str) -> dict[str, Any]:
        before, _, after = text.partition("|")
        self._open(path, before + after)
        line = before.count("\n")
        column = len(before) - before.rfind("\n") - 1
        return {
            "textDocument": {"uri": self._uri(path)},
            "position": {"line": line, "character": column},
        }

    def _uri(self, path: str) -> str:
        return (self._folder / path).as_uri()

    def _open(self, path: str, text: str) -> None:
        uri = self._uri(path)
        self._version[uri] = self._version.get(uri, 0) + 1
        if self._version[uri] == 1:
            about = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
            self._say("textDocument/didOpen", {"textDocument": about})
            return
        about = {"uri": uri, "version": self._version[uri]}
        changes = [{"text": text}]
        self._say(
            "textDocument/didChange",
            {"textDocument": about, "contentChanges": changes},
        )

    def _wait_for(self, path: str) -> list[dict[str, Any]]:
        uri = self._uri(path)
        until = time.monotonic() + _PATIENCE
        while uri not in self._told:
            self._hear(until)
        return self._told[uri]

    def _begin(self) -> None:
        root = self._folder.as_uri()
        can = {
            "textDocument": {
                "completion": {"completionItem": {"documentationFormat": ["markdown"]}},
                "hover": {"contentFormat": ["markdown"]},
            },
            "workspace": {"configuration": True},
        }
        begin = {"processId": os.getpid(), "rootUri": root, "capabilities": can}
        begin["workspaceFolders"] = [{"uri": root, "name": "journal"}]
        self._ask("initialize", begin)
        self._say("initialized", {})

    def _ask(self, method: str, params: object) -> Any:
        self._number += 1
        mine = self._number
        self._send({"id": mine, "method": method, "params": params})
        until = time.monotonic() + _PATIENCE
        while True:
            message = self._hear(until)
            if message.get("id") == mine and "method" not in message:
                assert "error" not in message, message
                return message["result"]

    def _say(self, method: str, params: object) -> None:
        self._send({"method": method, "params": params})

    def _send(self, message: Mapping[str, object]) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(data) + data)
        self._process.stdin.flush()

    def _hear(self, until: float) -> dict[str, Any]:
        """Take the next message; answer what the server asks of an editor."""
        try:
            message = self._heard.get(timeout=max(until - time.monotonic(), 0.01))
        except queue.Empty:
            raise TimeoutError("the language server does not answer") from None
        if message.get("method") == "textDocument/publishDiagnostics":
            told = message["params"]
            self._told[told["uri"]] = told["diagnostics"]
        elif message.get("method") == "workspace/configuration":
            wanted = message["params"]["items"]
            settings = [self._settings(one.get("section")) for one in wanted]
            self._send({"id": message["id"], "result": settings})
        elif "id" in message and "method" in message:
            self._send({"id": message["id"], "result": None})
        return message

    @staticmethod
    def _settings(section: str | None) -> dict[str, Any]:
        # No catalogue of schemas is fetched from anywhere.
        if section != "yaml":
            return {}
        on = {"validate": True, "hover": True, "completion": True}
        return {**on, "schemaStore": {"enable": False}}

    def _listen(self) -> None:
        with suppress(OSError, ValueError):
            for message in _messages(self._process):
                self._heard.put(message)


def _messages(process: subprocess.Popen[bytes]) -> Iterator[dict[str, Any]]:
    assert process.stdout
    while head := process.stdout.readline():
        if head.lower().startswith(b"content-length:"):
            length = int(head.split(b":")[1])
            while process.stdout.readline().strip():
                pass
            yield json.loads(process.stdout.read(length))


def _words(told: object) -> str:
    if isinstance(told, dict):
        return str(told.get("value", ""))
    return str(told or "")
