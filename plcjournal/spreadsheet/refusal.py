"""Why a file cannot be read, in a sentence that quotes nothing out of it."""

from plcjournal.errors import Exit, PlcError


class NotASheet(PlcError):
    """A file that holds no marks plc can read."""

    exit_code = Exit.USAGE

    def __init__(self, sentence: str, hint: str = "") -> None:
        super().__init__(f"{sentence}; nothing was changed.", hint or SAVE_AS)


SAVE_AS = "Open it in your spreadsheet program and save it as XLSX or CSV"
