"""The data that ships with plc: cycle models, words about them, example journals."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from plcjournal.core.choosing import Choosing
    from plcjournal.core.dated import Dated
    from plcjournal.core.explained import Explained
    from plcjournal.core.lexicon import Lexicon
    from plcjournal.core.models import CycleModel
    from plcjournal.core.tracker.vocabulary import Vocabulary

    Kind = TypeVar("Kind", bound=Dated)


def _shelf(name: str) -> Path:
    """Answer where data lies: inside the package, or beside it in a checkout."""
    package = Path(__file__).parent
    shipped = package / "_data" / name
    return shipped if shipped.is_dir() else package.parent / name


def model_files() -> dict[str, bytes]:
    """Answer the bundled models as `{models/<id>.yaml: bytes}`."""
    return {path: model_file(path) for path in model_paths()}


def model_paths() -> tuple[str, ...]:
    """Answer the paths of the bundled models, as a journal would have them."""
    folder = _shelf("templates") / "models"
    return tuple(sorted(f"models/{file.name}" for file in folder.glob("*.yaml")))


def model_file(path: str) -> bytes:
    """Answer one bundled model by such a path."""
    return (_shelf("templates") / path).read_bytes()


def example(name: str) -> bytes:
    """Answer an example by its file name."""
    return (_shelf("examples") / name).read_bytes()


def site_files() -> dict[str, str]:
    """Answer the templates of published pages, their style and script, by name."""
    folder = _shelf("templates") / "site"
    return {file.name: file.read_text("utf-8") for file in sorted(folder.iterdir())}


def host_file(name: str) -> bytes:
    """Answer the file that tells a host of shared journals what to check."""
    return (_shelf("templates") / "hosts" / f"{name}.yml").read_bytes()


def new_model() -> CycleModel:
    """Answer the model that a journal's own model begins with."""
    from plcjournal.core.models import CycleModel

    return _record(CycleModel, "new-model.yaml")


def explained() -> Explained:
    """Answer what the keys of a model mean, in words."""
    from plcjournal.core.explained import Explained

    return _record(Explained, "explained.yaml")


def lexicon() -> Lexicon:
    """Answer what the keys of every record mean, in words."""
    from plcjournal.core.language import said
    from plcjournal.core.lexicon import Lexicon

    found, model = _record(Lexicon, "keys.yaml"), explained()
    done = {word: said(text, "en") for word, text in model.done_when.items()}
    says = {**found.says, "CycleModel": model.keys, "Step": model.step}
    words = {**found.words, "Step.done_when": done}
    return found.model_copy(update={"says": says, "words": words})


def choosing() -> Choosing:
    """Answer the approaches people rate, and the models they lead to."""
    from plcjournal.core.choosing import Choosing

    return _record(Choosing, "choosing.yaml")


def tracker() -> Vocabulary:
    """Answer the words of trackers: what heads their columns, what cells may say."""
    from plcjournal.core.tracker.vocabulary import Vocabulary

    return _record(Vocabulary, "tracker.yaml")


def _record(kind: type[Kind], name: str) -> Kind:
    from plcjournal.codec import reader

    data = (_shelf("templates") / name).read_bytes()
    return kind.model_validate(reader.read(data).values)
