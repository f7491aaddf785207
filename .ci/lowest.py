"""Print what makes pip install the oldest version that pyproject.toml allows."""

import re
import tomllib
from pathlib import Path

_BOUND = re.compile(
    r"(?P<name>[\w.-]+)(\[[^]]*])?>=(?P<lowest>[\w.]+)[^;]*(?P<when>;.*)?"
)
_TOOLS = "dev"  # what looks at the code does not run it


def main() -> None:
    project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))[
        "project"
    ]
    extras = project["optional-dependencies"]
    wanted = [*project["dependencies"]]
    wanted += [one for name in extras if name != _TOOLS for one in extras[name]]
    for found in map(_BOUND.fullmatch, dict.fromkeys(wanted)):
        if found:
            print(f"{found['name']}=={found['lowest']}{found['when'] or ''}")


if __name__ == "__main__":
    main()
