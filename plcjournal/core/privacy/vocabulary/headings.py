"""The headings of columns with names, in our languages, folded as texts are."""

_GIVEN = """
first name, firstname, first names, forename, forenames, given name, given names,
enw cyntaf, prenom, prenoms
"""
_FAMILY = """
last name, lastname, surname, family name, family names, cyfenw, nom de famille
"""
_LEARNERS = """
preferred name, nickname, legal name, pupil, pupils, pupil name, pupil names, student,
students, student name, student names, learner, learners, learner name, child, children,
child name, name of pupil, name of student, name of learner,
enw llawn, disgybl, disgyblion, enw'r disgybl, enw disgybl, dysgwr,
eleve, eleves, nom de l'eleve, nom et prenom, prenom et nom
"""
_ANYBODY = """
name, names, full name, display name, enw, enwau, nom, noms, nom complet
"""
_STAFF = """
role, roles, job, job title, position, post, teacher, staff, colleague, rol, swydd,
athro, fonction, poste, enseignant, publisher, author, isbn, price, cost, url, link
"""


def _read(text: str) -> frozenset[str]:
    return frozenset(" ".join(one.split()) for one in text.split(",") if one.strip())


GIVEN, FAMILY = _read(_GIVEN), _read(_FAMILY)
OF_LEARNERS = GIVEN | FAMILY | _read(_LEARNERS)
NAMES = OF_LEARNERS | _read(_ANYBODY)
OF_STAFF = _read(_STAFF)
