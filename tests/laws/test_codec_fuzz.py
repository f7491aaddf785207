"""A few hundred cases of the fuzzer; `python tests/laws/fuzz_codec.py` runs more."""

import importlib.util
from pathlib import Path


def test_no_mutated_record_breaks_the_codec() -> None:
    place = Path(__file__).with_name("fuzz_codec.py")
    spec = importlib.util.spec_from_file_location("fuzz_codec", place)
    assert spec is not None
    assert spec.loader is not None
    fuzz = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(fuzz)
    assert sum(fuzz.run(300, 0).values()) == 300
