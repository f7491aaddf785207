"""Two or three letters that stand for subjects, times, places and tests: not people."""

_SUBJECTS = """
en eng ma mat mth sc sci hi his ge geo ar art mu mus pe re rs it ict cs dt fr fre de ger
es spa cy wel we ci pse phy che bio lit lan la ela rwi svt emc eps
"""
_TIMES = """
mon tue wed thu fri sat sun jan feb mar apr may jun jul aug sep oct nov dec am pm yr
"""
_PLACES = "uk us usa eu ie nz ny ca tx on qc bc ab mb sk ns nb nl pe wal sco eng ni"
_OTHER = (
    "ks ey ls gld wts exs gds pp fsm sen eal aln q qu ch pg pp no ex tot avg min max"
)
NO_INITIALS = frozenset(f"{_SUBJECTS} {_TIMES} {_PLACES} {_OTHER}".split()) - {"ab"}
