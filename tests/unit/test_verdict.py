import pytest

from plcjournal.errors import Exit, PlcError
from plcjournal.repository import refusals, verdict
from plcjournal.repository.command import Ended, GitFailed

URL = "https://ann:hush@example.org/team/journal.git"
SSH = "git@example.org:team/journal.git"


def talk(said: str, url: str = URL) -> PlcError:
    return verdict.of_talk(Ended(128, b"", said), url)


def sent(why: str, said: str = "") -> PlcError:
    out = f"To {URL}\n!\t1234:refs/heads/main\t{why}\nDone\n"
    return verdict.of_sending(Ended(1, out.encode(), said), URL)


# As said by git 2.25 to 2.47, curl with OpenSSL, GnuTLS and Schannel, OpenSSH, and by
# well-known hosts.
SAID = r"""
NoSuchHost:
fatal: unable to access 'https://x/': Could not resolve host: x.org

NoSuchHost:
ssh: Could not resolve hostname x.org: Name or service not known
fatal: Could not read from remote repository.

NoSuchHost:
ssh: Could not resolve hostname x.org: nodename nor servname provided, or not known

Offline:
fatal: unable to access 'https://x/': Failed to connect to x.org port 443 after 130 ms: Couldn't connect to server

Offline:
fatal: unable to access 'https://x/': Could not connect to server

Offline:
ssh: connect to host x.org port 22: Network is unreachable

Offline:
fatal: unable to access 'https://x/': Received HTTP code 407 from proxy after CONNECT

TimedOut:
ssh: connect to host x.org port 22: Connection timed out
fatal: Could not read from remote repository.

TimedOut:
fatal: unable to access 'https://x/': Failed to connect to x.org port 443 after 129870 ms: Connection timed out

TimedOut:
error: RPC failed; curl 28 Operation too slow. Less than 1 bytes/sec transferred the last 20 seconds
fatal: early EOF

PasswordWanted:
fatal: could not read Username for 'https://x': terminal prompts disabled

PasswordWanted:
fatal: could not read Username for 'https://x': No such device or address

PasswordRefused:
remote: Invalid username or password.
fatal: Authentication failed for 'https://x/'

PasswordRefused:
remote: Support for password authentication was removed on August 13, 2021.
fatal: Authentication failed for 'https://x/'

PasswordRefused:
remote: HTTP Basic: Access denied. The provided password or token is incorrect
fatal: Authentication failed for 'https://x/'

NotAllowed:
remote: Permission to team/journal.git denied to ann.
fatal: unable to access 'https://x/': The requested URL returned error: 403

NotAllowed:
remote: Write access to repository not granted.
fatal: unable to access 'https://x/': The requested URL returned error: 403

NotAllowed:
ERROR: Permission to team/journal.git denied to deploy key
fatal: Could not read from remote repository.

KeyRefused:
git@x.org: Permission denied (publickey).
fatal: Could not read from remote repository.

KeyRefused:
Received disconnect from 192.0.2.1 port 22:2: Too many authentication failures
Disconnected from 192.0.2.1 port 22

HostUnknown:
No ED25519 host key is known for x.org and you have requested strict checking.
Host key verification failed.

HostChanged:
@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @
IT IS POSSIBLE THAT SOMEONE IS DOING SOMETHING NASTY!
Host key verification failed.
fatal: Could not read from remote repository.

CertificateRefused:
fatal: unable to access 'https://x/': server certificate verification failed. CAfile: none CRLfile: none

CertificateRefused:
fatal: unable to access 'https://x/': SSL certificate problem: self-signed certificate in certificate chain

CertificateRefused:
fatal: unable to access 'https://x/': schannel: SEC_E_UNTRUSTED_ROOT - The certificate chain was issued by an authority that is not trusted.

CertificateRefused:
fatal: unable to access 'https://x/': SSL: no alternative certificate subject name matches target host name 'x.org'

NothingThere:
remote: Repository not found.
fatal: repository 'https://x/j/' not found

NothingThere:
remote: The project you were looking for could not be found or you don't have permission to view it.
fatal: repository 'https://x/' not found

NothingThere:
fatal: '/srv/journal.git' does not appear to be a git repository
fatal: Could not read from remote repository.

NothingThere:
fatal: https://x/info/refs not valid: is this a git repository?

InTrouble:
fatal: unable to access 'https://x/': The requested URL returned error: 502

BrokenOff:
fatal: the remote end hung up unexpectedly
fatal: early EOF
fatal: fetch-pack: invalid index-pack output

BrokenOff:
error: RPC failed; curl 56 Recv failure: Connection reset by peer

BrokenOff:
kex_exchange_identification: Connection closed by remote host
fatal: Could not read from remote repository.

BrokenOff:
client_loop: send disconnect: Broken pipe
fatal: sha1 file '<stdout>' write error: Broken pipe

Unsound:
error: object 1234: hasDotdot: contains '..'
fatal: fsck error in packed object
fatal: fetch-pack: invalid index-pack output

Unclear:
fatal: something new
"""  # noqa: E501 - as they say it

CROWDED = r"""
[rejected] (fetch first)
hint: Updates were rejected

[rejected] (non-fast-forward)

[remote rejected] (non-fast-forward)

[remote rejected] (incorrect old value provided)

[remote rejected] (cannot lock ref 'refs/heads/main': is at 12 but expected 34)

[remote rejected] (failed to update ref)
remote: error: cannot lock ref 'refs/heads/main': Unable to create 'refs/heads/main.lock': File exists.

[remote rejected] (cannot lock ref 'refs/heads/main': reference already exists)
"""  # noqa: E501 - as they say it


def talks(text: str) -> list[tuple[str, str]]:
    blocks = (block.strip().partition("\n") for block in text.split("\n\n"))
    return [(first.rstrip(":"), rest) for first, _, rest in blocks]


@pytest.mark.parametrize(("kind", "said"), [*talks(SAID), ("Unclear", "")])
def test_what_git_and_others_say_is_understood(kind: str, said: str) -> None:
    for url in (URL, SSH):
        error = talk(said, url)
        assert type(error) is getattr(refusals, kind)
        assert error.exit_code == Exit.NOT_SHARED
        assert error.sentence.endswith(
            "; everything you saved is safe on this computer."
        )
        assert error.hint.endswith((".", "git fsck"))
        assert "hush" not in f"{error.sentence}{error.hint}"


def test_a_full_disk_here_is_not_one_there() -> None:
    here = talk("fatal: write error: No space left on device\nfatal: early EOF")
    assert type(here) is GitFailed
    assert here.sentence == "The disk is full."

    there = sent(
        "[remote rejected] (unpacker error)",
        "remote: error: file write error: No space left on device\n"
        "remote: fatal: unable to write loose object\n"
        "error: remote unpack failed: unpack-objects abnormal exit",
    )
    assert type(there) is refusals.FullThere
    quota = "error: remote unpack failed: Disk quota exceeded"
    assert type(sent("[remote rejected] (unpacker error)", quota)) is refusals.FullThere


@pytest.mark.parametrize(("why", "said"), talks(CROWDED))
def test_somebody_at_the_same_door_is_told_from_a_closed_one(
    why: str, said: str
) -> None:
    assert type(sent(why, said)) is refusals.Crowded


PROTECTED = """\
remote: error: GH006: Protected branch update failed.
remote: error: Changes must be made by somebody else.        \u0020
error: failed to push some refs to 'https://x/'
"""
COLOURED = """\
remote: Resolving deltas: 100% (1/1), done.        \u0020
remote: \x1b[31mGitLab\x1b[0m: You are not allowed to push code here.
"""


@pytest.mark.parametrize(
    ("why", "said", "reason"),
    [
        (
            "[remote rejected] (protected branch hook declined)",
            PROTECTED,
            "said: GH006: Protected branch update failed. Changes must be made by",
        ),
        (
            "[remote rejected] (pre-receive hook declined)",
            COLOURED,
            "said: GitLab: You are not allowed to push code here;",
        ),
        ("[remote rejected] (rule violations)", "", "said: rule violations;"),
        ("[remote failure] (failed to report)", "", "said: failed to report;"),
        ("[remote rejected]", "", "said: it did not say why;"),
    ],
)
def test_a_refusal_is_quoted(why: str, said: str, reason: str) -> None:
    error = sent(why, said)

    assert type(error) is refusals.Refused
    assert reason in error.sentence
    assert error.sentence.isprintable()


def test_a_quoted_address_has_no_password() -> None:
    said = "fatal: nothing to do with https://ann:hush@example.org/team"

    assert "…@example.org/team" in talk(said).sentence
    assert "hush" not in getattr(talk(f"fatal: odd {URL}"), "detail", "hush")


def test_the_door_to_knock_at_is_named() -> None:
    for url, door in (
        (SSH, "ssh -T git@example.org and"),
        ("ssh://git@example.org/j", "ssh -T git@example.org and"),
        ("ssh://git:hush@example.org:22/j", "ssh -T ssh://git@example.org:22 and"),
    ):
        assert door in talk("Permission denied (publickey).", url).hint
