"""A journal that somebody else made runs nothing here and writes nowhere else."""

import os
import subprocess
from pathlib import Path

import pytest
from installed import git, plc_in
from team_of_clones import Team

_TRAP = "touch trapped"


@pytest.fixture
def team(tmp_path: Path, begun: Path, shelf: Path) -> Team:
    return Team(tmp_path, begun, shelf)


def _tree_with(hub: Path, entries: list[tuple[str, str, bytes]]) -> None:
    """Put entries into the shared journal that no honest program would write."""
    tree = git(hub, "rev-parse", "main^{tree}").strip()
    env = {**os.environ, "GIT_DIR": str(hub), "GIT_INDEX_FILE": str(hub / "trap-index")}

    def run(*words: str, stdin: bytes = b"") -> str:
        return (
            subprocess.run(
                ["git", *words], env=env, input=stdin, capture_output=True, check=True
            )
            .stdout.decode()
            .strip()
        )

    run("read-tree", tree)
    for mode, path, data in entries:
        blob = data.decode()
        if mode != "160000":
            blob = run("hash-object", "-w", "--stdin", stdin=data)
        run("update-index", "--add", "--cacheinfo", f"{mode},{blob},{path}")
    made = run("write-tree")
    person = {
        f"GIT_{role}_{part}": value
        for role in ("AUTHOR", "COMMITTER")
        for part, value in (("NAME", "Stranger"), ("EMAIL", "s@noreply.invalid"))
    }
    env |= person
    tip = run("rev-parse", "main")
    commit = run("commit-tree", made, "-p", tip, "-m", "A gift")
    run("update-ref", "refs/heads/main", commit)
    (hub / "trap-index").unlink()


def _raw_tree(hub: Path, rows: list[tuple[str, str, str]]) -> str:
    """Store a tree whose names git itself would refuse to add."""
    data = b"".join(
        f"{mode} {name}\0".encode() + bytes.fromhex(blob) for mode, name, blob in rows
    )
    return (
        subprocess.run(
            ["git", "hash-object", "-t", "tree", "-w", "--stdin", "--literally"],
            cwd=hub,
            input=data,
            capture_output=True,
            check=True,
        )
        .stdout.decode()
        .strip()
    )


def test_links_stay_in_the_history_and_lead_nowhere(team: Team, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    _tree_with(
        team.hub,
        [
            ("120000", "teams/evil.yaml", str(outside / "x.yaml").encode()),
            ("120000", "away", str(outside).encode()),
            ("160000", "module", git(team.hub, "rev-parse", "main").strip().encode()),
        ],
    )
    joined = plc_in(tmp_path, "join", str(team.hub), "copy", "--author", "Teacher A")
    assert joined.returncode == 0, joined.stderr
    copy = tmp_path / "copy"
    assert not (copy / "teams/evil.yaml").is_symlink()
    assert not (copy / "away").exists()
    assert "Not brought into this folder: away" in joined.stdout
    assert "Not brought into this folder: teams/evil.yaml" in joined.stdout
    assert git(copy, "status", "--porcelain") == ""
    for words in (("status",), ("save",), ("sync",)):
        ended = plc_in(copy, *words)
        assert ended.returncode == 0, ended.stderr
    assert git(copy, "log", "-1", "--format=%s").strip() == "A gift"
    assert list(outside.iterdir()) == []


@pytest.mark.parametrize(
    "path",
    [
        "cycles/maths/con.yaml",
        "notes/aux.txt",
        "a/b:c.txt",
        "a/what?.txt",
        "ends-with-dot.",
        "back\\slash.txt",
        "a/lpt1.txt",
    ],
)
def test_names_that_some_computer_cannot_hold_are_left_out(
    team: Team, tmp_path: Path, path: str
) -> None:
    _tree_with(team.hub, [("100644", path, b"words\n")])
    told = plc_in(team.first.folder, "sync")
    assert told.returncode == 0, told.stderr
    assert f"Not brought into this folder: {path}" in told.stdout
    assert git(team.first.folder, "status", "--porcelain") == ""
    assert "Changed by hand" not in plc_in(team.first.folder, "status").stdout


def test_two_names_that_differ_by_capitals_do_not_overwrite_each_other(
    team: Team,
) -> None:
    first = team.first
    taken = first.file("action").relative_to(first.folder).as_posix()
    upper = taken.replace("/maths/", "/Maths/")
    _tree_with(team.hub, [("100644", upper, b"format: 1\n")])
    told = first.plc("sync")
    assert f"Not brought into this folder: {upper}" in told
    assert "capital letters" in told


@pytest.mark.parametrize("name", ["..", ".", ".git", ".GIT", ".g\u200cit"])
def test_trees_that_lead_out_of_the_folder_are_refused_whole(
    team: Team, tmp_path: Path, name: str
) -> None:
    hub = team.hub
    blob = (
        subprocess.run(
            ["git", "hash-object", "-w", "--stdin"],
            cwd=hub,
            input=_TRAP.encode(),
            capture_output=True,
            check=True,
        )
        .stdout.decode()
        .strip()
    )
    inner = _raw_tree(hub, [("100644", "config", blob)])
    tree = _raw_tree(hub, [("40000", name, inner)])
    tip = git(hub, "rev-parse", "main").strip()
    person = ["-c", "user.name=S", "-c", "user.email=s@noreply.invalid"]
    commit = git(hub, *person, "commit-tree", tree, "-p", tip, "-m", "x").strip()
    git(hub, "update-ref", "refs/heads/main", commit)
    before = team.first.tip()
    ended = plc_in(team.first.folder, "sync")
    assert "Traceback" not in ended.stderr
    assert team.first.folder.joinpath("plc.yaml").exists() == bool(ended.returncode)
    config = (team.first.folder / ".git/config").read_text(encoding="utf-8")
    assert _TRAP not in config
    assert not (team.folder / "config").exists()
    if ended.returncode:
        assert team.first.tip() == before
        assert "hint:" in ended.stderr


def test_attributes_and_filters_that_arrive_run_nothing(
    team: Team, tmp_path: Path
) -> None:
    first = team.first
    attributes = b"*.yaml filter=trap diff=trap merge=trap\n*.txt ident\n"
    _tree_with(
        team.hub,
        [
            ("100644", ".gitattributes", attributes),
            ("100755", ".githooks/post-checkout", _TRAP.encode()),
            ("100644", ".gitmodules", b'[submodule "x"]\n\tpath = x\n\turl = ext::x\n'),
        ],
    )
    for key in ("filter.trap.clean", "filter.trap.smudge", "merge.trap.driver"):
        first.git("config", key, f"{_TRAP}; cat")
    first.git("config", "core.fsmonitor", f"{_TRAP} #")
    first.git("config", "core.sshCommand", f"{_TRAP} #")
    hooks = first.folder / ".git/hooks"
    hooks.mkdir(exist_ok=True)
    for name in ("post-merge", "pre-push", "reference-transaction", "post-checkout"):
        (hooks / name).write_text(f"#!/bin/sh\n{_TRAP}\n", encoding="utf-8")
        (hooks / name).chmod(0o755)
    first.plc("note", "A note")
    first.plc("sync")
    first.plc("status")
    assert not [*first.folder.rglob("trapped")]
    assert not (team.hub / "trapped").exists()


def test_a_huge_file_stays_in_the_history(team: Team) -> None:
    huge = team.folder / "huge"
    with huge.open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    _tree_with(team.hub, [("100644", "cycles/maths/video.bin", huge.read_bytes())])
    told = team.first.plc("sync")
    assert (
        "Not brought into this folder: cycles/maths/video.bin (it is too big)" in told
    )
    assert not (team.first.folder / "cycles/maths/video.bin").exists()
    assert team.first.git("status", "--porcelain") == ""


@pytest.mark.parametrize(
    "address",
    [
        "ext::sh -c touch% trapped",
        "--upload-pack=touch trapped",
        "-oProxyCommand=touch trapped",
        "fd::17",
        "http://example.org/journal.git",
        "git://example.org/journal.git",
        "ssh://-oProxyCommand=touch trapped/x",
        "ftp://example.org/x",
        "https://example.org/x\n[core]",
    ],
)
def test_addresses_that_could_run_something_are_refused(
    team: Team, tmp_path: Path, address: str
) -> None:
    for words in (("join", address, "copy"), ("join", "--", address, "copy")):
        ended = plc_in(tmp_path, *words)
        assert ended.returncode == 2, ended.stderr
        assert "Traceback" not in ended.stderr
    ended = plc_in(team.first.folder, "sync", f"--with={address}")
    assert ended.returncode == 2, ended.stderr
    assert not [*tmp_path.rglob("trapped")]
    assert not (tmp_path / "copy").exists()


def test_an_address_hidden_in_the_settings_of_a_copied_folder_is_refused(
    team: Team,
) -> None:
    first = team.first
    first.git("config", "remote.origin.url", "ext::sh -c touch% trapped")
    ended = plc_in(first.folder, "sync")
    assert ended.returncode == 2
    first.git("config", "remote.origin.url", str(team.hub))
    first.git("config", "url.ext::sh -c touch% trapped.insteadOf", str(team.hub))
    ended = plc_in(first.folder, "sync")
    assert ended.returncode == 0, ended.stderr
    first.git("config", "--unset-all", "url.ext::sh -c touch% trapped.insteadOf")
    first.git("config", "remote.origin.uploadpack", "touch trapped;")
    first.git("config", "remote.origin.receivepack", "touch trapped;")
    first.plc("note", "A note")
    plc_in(first.folder, "sync")
    assert not [*team.folder.rglob("trapped")]
