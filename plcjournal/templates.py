"""The data that ships with plc: cycle models and example journals."""

from pathlib import Path


def _shelf(name: str) -> Path:
    """Answer where data lies: inside the package, or beside it in a checkout."""
    package = Path(__file__).parent
    shipped = package / "_data" / name
    return shipped if shipped.is_dir() else package.parent / name


def model_files() -> dict[str, bytes]:
    """Answer the bundled models as `{models/<id>.yaml: bytes}`."""
    folder = _shelf("templates") / "models"
    return {f"models/{file.name}": file.read_bytes() for file in folder.glob("*.yaml")}


def example(name: str) -> bytes:
    """Answer an example by its file name."""
    return (_shelf("examples") / name).read_bytes()
