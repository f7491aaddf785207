from fuzz_journal import run


def test_a_journal_with_broken_files_is_always_read_and_checked() -> None:
    told, slowest = run(60, seed=5)
    assert told
    assert slowest < 10
