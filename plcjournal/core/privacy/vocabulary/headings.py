"""The headings of columns with names, in our languages, folded as texts are."""

_LEARNERS = """
first name, firstname, first names, forename, forenames, given name, given names,
last name, lastname, surname, family name, family names, preferred name, nickname,
pupil, pupils, pupil name, pupil names, student, students, student name, student names,
learner, learners, learner name, child, children, child name, name of pupil,
name of student, name of learner, legal name,
enw cyntaf, enw llawn, cyfenw, disgybl, disgyblion, enw'r disgybl, enw disgybl, dysgwr,
prenom, prenoms, nom de famille, eleve, eleves, nom de l'eleve, nom et prenom,
prenom et nom
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


OF_LEARNERS = _read(_LEARNERS)
NAMES = OF_LEARNERS | _read(_ANYBODY)
OF_STAFF = _read(_STAFF)
