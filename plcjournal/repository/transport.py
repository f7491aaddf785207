"""Hides with which settings git talks to one address, and that it may to no other."""

import os
import shlex
from dataclasses import dataclass, replace
from pathlib import PurePath
from threading import Event

from plcjournal.repository import address, refusals
from plcjournal.repository.address import BadAddress
from plcjournal.repository.command import Ended, command_line, environment
from plcjournal.repository.conversation import (
    Errand,
    Limits,
    Narrator,
    Silent,
    converse,
)
from plcjournal.repository.outpost import Outpost


@dataclass(frozen=True, slots=True)
class Transport:
    """The way to one checked address."""

    url: str
    limits: Limits
    asks: bool = False
    is_plain: bool = False  # nobody told git to use another address in place of some
    given_up: Event | None = None

    def ahead(self, given_up: Event) -> "Transport":
        """Answer the same way for a look that asks nobody, until it is given up."""
        # A program that knows passwords may still ask, in a window of its own.
        silence = self.limits.asking if self.asks else self.limits.silence
        limits = replace(self.limits, silence=silence)
        return replace(self, limits=limits, asks=False, given_up=given_up)

    def run(
        self, post: Outpost, narrator: Narrator, *words: str, sends: bool = False
    ) -> Ended:
        """Let git do one errand from an outpost; answer how it ended.

        Raises:
            TimedOut: the other side was silent for too long.
            BadAddress: settings of the person lead to an address plc does not talk to.
        """
        scheme = self._scheme(post, sends=sends)
        # One scheme and no other, also where the other side sends us elsewhere.
        env = {**environment(asks=self.asks), **post.env, "GIT_ALLOW_PROTOCOL": scheme}
        if scheme == "ssh":
            env["GIT_SSH_COMMAND"] = self._ssh(post)
        line = command_line(*self._settings(scheme), *words, with_helpers=True)
        errand = Errand(line, post.folder, env, self.asks, self.given_up)
        try:
            return converse(errand, narrator, self.limits)
        except Silent as error:
            raise refusals.TimedOut(self.url, error.said) from error

    def _scheme(self, post: Outpost, *, sends: bool) -> str:
        """Answer how git will really go there, by what the person told git."""
        if self.is_plain:
            return address.scheme(self.url)
        if sends:
            post.ask("config", "remote.shared.url", self.url)
            real = post.ask("remote", "get-url", "--push", "shared")
        else:
            real = post.ask("ls-remote", "--get-url", "--", self.url)
        try:
            return address.scheme(address.checked(real, post.folder))
        except BadAddress as error:
            raise BadAddress(
                f"Git on this computer goes to {address.shown(real)} in place of"
                f" {address.shown(self.url)}, where plc does not follow.",
                "See its rules with: git config --global --get-regexp 'url.*'",
            ) from error

    def _settings(self, scheme: str) -> tuple[str, ...]:
        settings = [
            "http.lowSpeedLimit=1",
            f"http.lowSpeedTime={self.limits.slow}",
            "http.followRedirects=initial",
            # Ways to be sent to a third place, and to refuse what a person typed.
            "transfer.bundleURI=false",
            "transfer.credentialsInUrl=allow",
        ]
        if scheme == "http":
            # Only to this very computer: by no proxy, and not from there to another.
            settings += ["http.followRedirects=false", "http.proxy="]
        return tuple(word for setting in settings for word in ("-c", setting))

    def _ssh(self, post: Outpost) -> str:
        """Answer the person's own ssh, told to be quick and, off a terminal, silent."""
        program = os.environ.get("GIT_SSH")
        command = (
            os.environ.get("GIT_SSH_COMMAND")
            or post.ask("config", "--get", "core.sshCommand")
            or (shlex.quote(program) if program else "ssh")
        )
        try:
            name = PurePath(shlex.split(command)[0]).stem
        except (ValueError, IndexError):
            return command
        if name != "ssh":
            return command  # such as plink, which has words of its own
        silent = "" if self.asks else " -oBatchMode=yes"
        return f"{command}{silent} -oConnectTimeout=10"
