"""What somebody put into a folder or a shared journal runs nothing and goes nowhere."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hub import NAME, Web, bare, certificate, hook, web
from saved_folder import git
from shared_places import MAIN, commit, teacher

from plcjournal.repository import refusals
from plcjournal.repository.address import BadAddress
from plcjournal.repository.remote import Faster, Remote
from plcjournal.repository.repository import Repository

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="the traps are shell programs"
)


@pytest.fixture
def trap(tmp_path: Path) -> Path:
    """A file that appears when something of a stranger's runs."""
    return tmp_path / "it-ran"


def anew(repository: Repository) -> Repository:
    """Open a history again, as the next command does."""
    return Repository(repository.place)


def configure(repository: Repository, settings: dict[str, str]) -> None:
    for key, value in settings.items():
        git(repository.place.top, "config", "--add", key, value)


def test_settings_of_the_folder_run_nothing_and_lead_nowhere(
    ann: Repository, server: Web, hub: Path, trap: Path, tmp_path: Path
) -> None:
    other = bare(tmp_path / "hubs/other.git")
    run = f"touch {trap};"
    for url in (hub.as_uri(), server.url("journal.git")):
        configure(
            ann,
            {
                f"remote.{url}.uploadpack": run,
                f"remote.{url}.receivepack": run,
                f"remote.{url}.proxy": "http://127.0.0.1:1",
                f"remote.{url}.pushurl": other.as_uri(),
                f"url.{other.as_uri()}.insteadOf": url,
                f"url.ext::{run}.pushInsteadOf": url,
            },
        )
    configure(
        ann,
        {
            "core.sshCommand": run,
            "core.gitProxy": run,
            "core.askPass": run,
            "core.fsmonitor": run,
            "core.alternateRefsCommand": run,
            "credential.helper": f"!{run}",
            "credential.http://127.0.0.1.helper": f"!{run}",
            "uploadpack.packObjectsHook": run,
            "http.proxy": "http://127.0.0.1:1",
            "http.cookieFile": str(trap),
            "http.saveCookies": "true",
            "http.sslVerify": "false",
            "http.extraHeader": "Host: elsewhere",
            "protocol.ext.allow": "always",
            "push.gpgSign": "true",
            "gpg.program": run,
            "push.followTags": "true",
            "fetch.prune": "true",
        },
    )
    for name in ("pre-push", "reference-transaction", "post-checkout"):
        hook(ann.place.git_dir, name, run)
    (ann.place.git_dir / "remotes").mkdir()
    tip = commit(ann)
    git(ann.place.top, "tag", "-a", "-m", "a tag", "a-tag")
    trap.unlink()  # plain git ran the hooks

    for place in (hub.as_uri(), server.url("journal.git")):
        remote = Remote(anew(ann), place)
        remote.push(tip, MAIN)
        remote.fetch(MAIN)
        assert remote.heads().tips == {MAIN: tip}
        remote.note_seen(MAIN, tip)
        git(hub, "update-ref", "-d", MAIN)

    assert not trap.exists()
    assert git(other, "for-each-ref") == ""
    assert git(hub, "for-each-ref") == ""


def test_the_ssh_of_the_folder_is_not_run(
    ann: Repository, trap: Path, tmp_path: Path
) -> None:
    configure(ann, {"core.sshCommand": f"touch {trap};", "ssh.variant": "simple"})

    with pytest.raises(refusals.NotReached):
        Remote(anew(ann), "ssh://git@127.0.0.1:1/journal.git").heads()
    assert not trap.exists()


def test_what_is_missing_is_not_got_by_the_means_of_the_folder(
    ann: Repository, hub: Path, trap: Path, tmp_path: Path
) -> None:
    bea = teacher(tmp_path / "bea")
    Remote(bea, hub.as_uri()).push(commit(bea), MAIN)
    configure(
        ann,
        {
            "core.repositoryFormatVersion": "1",
            "extensions.partialClone": "evil",
            "remote.evil.url": hub.as_uri(),
            "remote.evil.promisor": "true",
            "remote.evil.uploadpack": f"touch {trap};",
        },
    )
    mine = commit(ann)

    with pytest.raises(Faster):
        Remote(anew(ann), hub.as_uri()).push(mine, MAIN)
    assert not trap.exists()


def test_an_address_the_person_replaced_is_followed_where_that_is_safe(
    ann: Repository, hub: Path, trap: Path, tmp_path: Path
) -> None:
    top = ann.place.top
    base = f"{hub.parent.as_uri()}/"
    git(top, "config", "--global", f"url.{base}.insteadOf", "https://example.org/")
    url = "https://example.org/journal.git"
    tip = commit(ann)

    Remote(anew(ann), url).push(tip, MAIN)
    assert git(hub, "rev-parse", MAIN) == tip

    git(top, "config", "--global", f"url.ext::touch {trap} .pushInsteadOf", url)
    with pytest.raises(BadAddress):
        Remote(anew(ann), url).push(tip, MAIN)
    assert Remote(anew(ann), url).tip(MAIN) == tip
    git(top, "config", "--global", f"url.ext::touch {trap} .insteadOf", f"{url}x")
    with pytest.raises(BadAddress) as error:
        Remote(anew(ann), f"{url}x").heads()
    assert error.value.exit_code == 2
    assert not trap.exists()


def test_the_persons_own_ssh_is_told_to_be_quick_and_silent(
    ann: Repository, hub: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = tmp_path / "said"
    for name in ("ssh", "plink"):
        program = tmp_path / "bin" / name
        program.parent.mkdir(exist_ok=True)
        program.write_text(
            f'#!/bin/sh\necho "$@" >{said}\nfor last; do :; done; eval "$last"\n'
        )
        program.chmod(0o755)
    url = f"git@example.org:{hub}"
    quick, silent = "-oConnectTimeout=10", "-oBatchMode=yes"

    def heads(*, asks: bool) -> str:
        assert Remote(anew(ann), url, asks=asks).heads().tips == {}
        return said.read_text()

    monkeypatch.setenv("GIT_SSH", str(tmp_path / "bin/ssh"))
    assert f"{silent} {quick}" in heads(asks=False)
    assert quick in heads(asks=True)
    assert silent not in said.read_text()

    mine = f"{tmp_path}/bin/ssh -i my-key"
    git(ann.place.top, "config", "--global", "core.sshCommand", mine)
    assert heads(asks=False).startswith(f"-i my-key {silent} {quick}")
    monkeypatch.setenv("GIT_SSH_COMMAND", f"{tmp_path}/bin/plink -batch")
    monkeypatch.setenv("GIT_SSH_VARIANT", "plink")
    assert quick not in heads(asks=False)


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("git@example.org: Permission denied (publickey).", refusals.KeyRefused),
        ("Host key verification failed.", refusals.HostUnknown),
        ("@ REMOTE HOST IDENTIFICATION HAS CHANGED! @", refusals.HostChanged),
        ("ERROR: Repository not found.", refusals.NothingThere),
    ],
)
def test_what_ssh_says_is_understood(
    ann: Repository,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    said: str,
    kind: type[refusals.NotReached],
) -> None:
    ssh = tmp_path / "ssh"
    ssh.write_text(f"#!/bin/sh\necho '{said}' >&2; exit 255\n")
    ssh.chmod(0o755)
    monkeypatch.setenv("GIT_SSH_COMMAND", str(ssh))

    with pytest.raises(kind) as error:
        Remote(ann, "git@example.org:journal.git").push(commit(ann), MAIN)
    assert "safe on this computer" in error.value.sentence
    assert "example.org" in error.value.sentence + error.value.hint


def test_words_in_the_persons_language_are_understood_too(
    ann: Repository, hub: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGUAGE", "fr:de")
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")

    assert Remote(ann, hub.as_uri()).fetch(MAIN) is None
    with pytest.raises(refusals.NothingThere):
        Remote(ann, f"{hub.as_uri()}-elsewhere").fetch(MAIN)


def store(hub: Path, kind: str, data: bytes) -> str:
    """Put an object into a hub that git would not make; answer its id."""
    ended = subprocess.run(
        ["git", "hash-object", "-w", "--literally", "-t", kind, "--stdin"],
        cwd=hub,
        input=data,
        capture_output=True,
        check=True,
    )
    return ended.stdout.decode().strip()


def lay(hub: Path, name: str, *, author: str = "Ann <a@b.invalid> 1 +0000") -> str:
    """Let a hub hold a history with one file of some name."""
    blob = store(hub, "blob", b"words\n")
    tree = store(hub, "tree", f"100644 {name}\0".encode() + bytes.fromhex(blob))
    made = f"tree {tree}\nauthor {author}\ncommitter {author}\n\nwords\n"
    tip = store(hub, "commit", made.encode())
    git(hub, "update-ref", MAIN, tip)
    return tip


@pytest.mark.parametrize("name", [".git", "..", ".GIT", "a/b", "git~1"])
def test_names_that_could_do_harm_are_not_received(
    ann: Repository, hub: Path, name: str
) -> None:
    tip = lay(hub, name)

    with pytest.raises(refusals.Unsound) as error:
        Remote(ann, hub.as_uri()).fetch(MAIN)
    assert "nothing of it was received; everything" in error.value.sentence
    assert ann.tip(tip) is None


@pytest.mark.parametrize(
    "author",
    [
        "Ann <a@b.invalid> 1 +051800",
        "Ann <a@b.invalid> 0001 +0000",
        "Ann <a@b.invalid> 99999999999999999999 +0000",
        "Ann 1 +0000",
        "Ann<a@b.invalid> 1 +0000",
        "<a@b.invalid> 1 +0000",
    ],
)
def test_the_odd_authors_of_old_programs_are_received(
    ann: Repository, hub: Path, author: str
) -> None:
    tip = lay(hub, "plc.yaml", author=author)

    Remote(ann, hub.as_uri()).fetch(MAIN)

    assert ann.tip(tip) == tip


def test_a_password_is_sent_to_nobody_else(
    ann: Repository, server: Web, tmp_path: Path
) -> None:
    server.manners.password = NAME
    with web(tmp_path) as other:
        git(ann.place.top, "config", f"url.{other.url('')}.insteadOf", server.url(""))
        url = server.url("journal.git", f"{NAME}:{NAME}")
        Remote(anew(ann), url).heads()
        assert other.manners.asked == []


@pytest.mark.skipif(not shutil.which("openssl"), reason="makes the certificate")
def test_who_cannot_prove_their_name_is_not_talked_to(
    ann: Repository, hub: Path, tmp_path: Path
) -> None:
    proof = certificate(tmp_path / "proof.pem")
    tip = commit(ann)
    configure(ann, {"http.sslVerify": "false", "http.sslCAInfo": str(proof)})
    with web(hub.parent, certificate=proof) as server:
        remote = Remote(anew(ann), server.url("journal.git"))
        with pytest.raises(refusals.CertificateRefused) as error:
            remote.push(tip, MAIN)
        assert "safe on this computer" in error.value.sentence

        git(ann.place.top, "config", "--global", "http.sslCAInfo", str(proof))
        remote.push(tip, MAIN)
        assert remote.tip(MAIN) == tip

        server.manners.moved_to = "http://127.0.0.1:1"
        with pytest.raises(refusals.NotReached):
            remote.heads()
