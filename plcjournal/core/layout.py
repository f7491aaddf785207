"""Which record a path of a journal holds, and which path a record has."""

from functools import lru_cache
from typing import NamedTuple

SETTINGS = "plc.yaml"
_SCHEMAS = "schemas/"
_FOLDERS = ("cycles/", "teams/", "meetings/", "models/", _SCHEMAS, "conflicts/")
_HOSTS = (".github/workflows/plcjournal.yml", ".gitlab-ci.yml")  # what checks it there
_FILES = ("plc.yaml", ".gitattributes", ".gitignore", *_HOSTS)
STAGES = ("priority", "evidence", "action", "review")


class Spot(NamedTuple):
    """A record's kind and the name of what it belongs to.

    Kinds: `settings`, `team`, `meeting`, `model` and the four stages.
    """

    kind: str
    name: str
    path: str

    @property
    def start(self) -> str:
        """Answer how the paths of its fields begin, as people type them."""
        if self.kind == "settings":
            return "plc"
        return self.kind if self.is_stage else f"{self.kind}s.{self.name}"

    @property
    def is_stage(self) -> bool:
        """Say whether this is one of the four records of a cycle."""
        return self.kind in STAGES


@lru_cache(maxsize=1 << 12)
def spot(path: str) -> Spot | None:
    """Answer which record a path holds, None for any other file."""
    if path == SETTINGS:
        return Spot("settings", "", path)
    if not path.endswith(".yaml"):
        return None
    match path.removesuffix(".yaml").split("/"):
        case ["teams", name]:
            return Spot("team", name, path)
        case ["meetings", name]:
            return Spot("meeting", name, path)
        case ["models", name]:
            return Spot("model", name, path)
        case ["cycles", team, folder, stage] if stage in STAGES:
            return Spot(stage, f"{team}/{folder}", path)
    return None


def is_journal_file(path: str) -> bool:
    """Say whether a file belongs to the journal: records, artefacts, settings."""
    return path.startswith(_FOLDERS) or path in _FILES


def may_hold(folder: str) -> bool:
    """Say whether files of the journal may lie in a folder, or in one inside it."""
    start = f"{folder}/"
    return is_journal_file(start) or any(one.startswith(start) for one in _FILES)


def stage_path(cycle: str, stage: str) -> str:
    """Answer the path of one stage record of a cycle."""
    return f"cycles/{cycle}/{stage}.yaml"


def team_path(team: str) -> str:
    """Answer the path of a team's record."""
    return f"teams/{team}.yaml"


def model_path(model: str) -> str:
    """Answer the path of a model of the journal's own."""
    return f"models/{model}.yaml"


def schema_path(kind: str) -> str:
    """Answer the path of the schema that tells editors about a kind of record."""
    return f"{_SCHEMAS}{kind}.json"


def is_schema(path: str) -> bool:
    """Say whether a path lies where plc keeps what editors read, and nobody's words."""
    return path.startswith(_SCHEMAS)


def schema_line(path: str, seen_from: str = "") -> str:
    """Answer the comment by which editors find the schema of a record; '' for none.

    Args:
        path: the record.
        seen_from: where a copy of it lies, if the comment is to stand there.
    """
    there = spot(path)
    if there is None:
        return ""
    up = "../" * (seen_from or path).count("/")
    return f"yaml-language-server: $schema={up}{schema_path(there.kind)}"


def files_folder(cycle: str) -> str:
    """Answer the folder of a cycle's artefacts."""
    return f"cycles/{cycle}/files"
