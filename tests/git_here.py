"""The git that tests run with: where git itself changed, some need a newer one."""

import re
import subprocess


def git_version() -> tuple[int, ...]:
    """Answer the version of the git that is found first, such as (2, 39, 5)."""
    told = subprocess.run(
        ["git", "version"], capture_output=True, check=True, text=True
    ).stdout
    return tuple(int(part) for part in re.findall(r"\d+", told)[:3])
