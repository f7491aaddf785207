import sys
from pathlib import Path

import pytest

from plcjournal.errors import Exit
from plcjournal.repository.address import (
    BadAddress,
    checked,
    folder,
    host,
    scheme,
    shown,
)

HERE = Path("/home/ann/journal")

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="folders are written otherwise there"
)


@pytest.mark.parametrize(
    ("words", "taken"),
    [
        ("https://example.org/team/journal.git", None),
        ("HTTPS://example.org/j", "https://example.org/j"),
        ("  https://example.org:8443/j\n", "https://example.org:8443/j"),
        ("https://ann:secret@example.org/j", None),
        ("https://ann:s3cr%40et@example.org/j", None),
        ("https://[2001:db8::1]/j", None),
        ("https://münchen.example/j", None),
        ("ssh://git@example.org:2222/~ann/j", None),
        ("git@example.org:team/journal.git", None),
        ("example.org:journal", None),
        ("git@[2001:db8::1]:j", None),
        ("http://localhost:8080/j", None),
        ("http://127.0.0.1/j", None),
        ("http://127.8.9.1:1/j", None),
        ("http://[::1]:80/j", None),
        ("file:///srv/journal.git", None),
        ("file://localhost/srv/a b", "file:///srv/a%20b"),
        ("/srv/journal.git", "file:///srv/journal.git"),
        ("../hub.git", "file:///home/ann/hub.git"),
        ("hub", "file:///home/ann/journal/hub"),
        (".", "file:///home/ann/journal"),
        ("/srv/a:b", "file:///srv/a%3Ab"),
        ("./a:b", "file:///home/ann/journal/a%3Ab"),
        ("/srv/100% näher", "file:///srv/100%25%20n%C3%A4her"),
    ],
)
def test_an_address_plc_talks_to_is_taken(words: str, taken: str | None) -> None:
    assert checked(words, HERE) == (taken or words)
    assert checked(taken or words, Path("/elsewhere")) == (taken or words)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "   ",
        "ext::sh -c 'touch /tmp/x'",
        "ext::https://example.org/j",
        "fd::7",
        "https::https://example.org/j",
        "--upload-pack=touch",
        "-oProxyCommand=touch@example.org:x",
        "ssh://-oProxyCommand=touch/x",
        "ssh://-oProxyCommand=touch@example.org/x",
        "ssh://%2DoProxyCommand=touch@example.org/x",
        "ssh://a;touch@example.org/x",
        "a@-oProxyCommand=touch:x",
        "git@example.org:-x",
        "git@example.org:",
        "ann:secret@example.org:journal",
        "a;touch@example.org:x",
        "git://example.org/j",
        "ftp://example.org/j",
        "git+ssh://example.org/j",
        "http://example.org/j",
        "http://127.0.0.1.example.org/j",
        "http://127.0.0.1@example.org/j",
        "http://localhost:80@example.org/j",
        "https://example.org",
        "https://example.org/",
        "https:///j",
        "https://example.org:port/j",
        "https://a@b@example.org/j",
        "https://evil.example#@example.org/j",
        "https://evil.example?@example.org/j",
        "https://evil.example\\@example.org/j",
        "https://example.org/a b",
        "https://example.org/a%0ahost=evil",
        "https://example.org/a\nb",
        "https://exam\u202eple.org/j",
        "https://ex\u200bample.org/j",
        "/srv/j\x1b[2J",
        "file://server/share",
        "file:///srv/%0aj",
        "~nobody-of-that-name/j",
    ],
)
def test_any_other_address_is_refused(words: str) -> None:
    with pytest.raises(BadAddress) as error:
        checked(words, HERE)

    assert error.value.exit_code == Exit.USAGE
    assert error.value.hint
    assert "secret" not in error.value.sentence
    assert error.value.sentence.isprintable()


def test_an_address_without_its_beginning_is_asked_for(tmp_path: Path) -> None:
    with pytest.raises(BadAddress) as error:
        checked("example.org/team/journal.git", tmp_path)
    assert "https://example.org/team/journal.git" in error.value.hint

    (tmp_path / "example.org/team/journal.git").mkdir(parents=True)
    assert checked("example.org/team/journal.git", tmp_path).startswith("file:///")


def test_a_way_that_is_not_safe_names_the_one_that_is() -> None:
    with pytest.raises(BadAddress) as error:
        checked("http://ann:secret@example.org/j", HERE)

    assert error.value.hint == "Try the safe way: https://example.org/j"


def test_a_folder_may_be_named_from_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/bea")

    assert checked("~/hub", HERE) == "file:///home/bea/hub"


@pytest.mark.parametrize(
    ("url", "seen", "computer", "way"),
    [
        ("https://ann:pw@example.org/j", "https://example.org/j", "example.org", ""),
        ("https://token@example.org/j", "https://example.org/j", "example.org", ""),
        ("ssh://git:pw@ex.org:22/j", "ssh://git@ex.org:22/j", "ex.org:22", ""),
        ("git@example.org:j", "git@example.org:j", "example.org", "ssh"),
        ("http://[::1]:80/j", "http://[::1]:80/j", "[::1]:80", ""),
        ("file:///srv/a%20b", "/srv/a b", "/srv/a b", ""),
        ("ann:pw@ex.org:j", "ann@ex.org:j", "ann@ex.org:j", "ssh"),
    ],
)
def test_an_address_is_shown_without_a_password(
    url: str, seen: str, computer: str, way: str
) -> None:
    assert shown(url) == seen
    assert host(url) == computer
    assert scheme(url) == (way or url.partition(":")[0])


def test_only_a_folder_has_a_place_on_this_computer() -> None:
    assert folder("file:///srv/a%20b") == Path("/srv/a b")
    assert folder("https://example.org/srv") is None
    assert folder("git@example.org:srv") is None
