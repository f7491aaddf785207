"""Letters of other alphabets that look like ours, and signs that nobody sees."""

_CYRILLIC = (
    "\u0430a \u0410a \u0412b \u0435e \u0415e \u0451e \u043ak \u041ak \u041cm \u041dh"
    " \u043eo \u041eo \u0440p \u0420p \u0441c \u0421c \u0422t \u0443y \u0423y \u0445x"
    " \u0425x \u0456i \u0406i \u0458j \u0408j \u0455s \u0405s \u0501d \u04bbh \u051bq"
    " \u051dw \u0475v \u04cfl \u04c0l \u0437z"
)
_GREEK = (
    "\u0391a \u0392b \u0395e \u0396z \u0397h \u0399i \u039ak \u039cm \u039dn \u039fo"
    " \u03a1p \u03a4t \u03a5y \u03a7x \u03b1a \u03b5e \u03b9i \u03bak \u03bdv \u03bfo"
    " \u03c1p \u03c4t \u03c5u \u03c7x \u03f2c \u03f3j"
)
_LATIN = (
    "\u0251a \u0261g \u026ai \u0280r \u029ch \u029fl \u1d04c \u1d0fo \u1d20v \u1d22z"
)
LETTERS = {two[0]: two[1] for two in f"{_CYRILLIC} {_GREEK} {_LATIN}".split()}
DASHES = (
    "\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\ufe58\ufe63\uff0d\u05be\u1806"
)
BLANKS = (
    "\u00a0\u202f\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u3000\u205f"
)
UNSEEN = "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0\u2800"
