"""Which headings may be said aloud, and which words of a sheet name a learner.

A heading is said only where every word of it is one that heads columns, a subject, or
a small word beside them: whatever else stands there may be somebody's name.
"""

import re
from collections.abc import Iterable, Sequence

from plcjournal.core.folding import folded
from plcjournal.core.marks import words
from plcjournal.core.marks.cell import Cell, Says, read

# Folded. What is taught and how it is looked at: English, Welsh, French.
_SUBJECTS_TEXT = """
reading writing speaking listening spelling spellings phonics grammar punctuation
vocabulary handwriting comprehension fluency oracy literacy numeracy language
languages english welsh french spanish german irish latin maths math mathematics
arithmetic number numbers fraction fractions decimal decimals ratio algebra
geometry shape shapes measure measures statistics data probability reasoning
problem problems solving calculation addition subtraction multiplication division
times tables table place value counting science biology chemistry physics history
geography computing coding technology design art music drama dance sport
religious studies humanities health wellbeing attendance behaviour effort
progress attainment homework classwork portfolio project presentation essay
story poem text paragraph argument exit ticket entry common rubric skill skills
knowledge understanding application standard standards objective target domain
topic question questions item items words minute minutes correct wrong errors
autumn winter spring term week month half mid midterm interim summative formative
diagnostic screening survey check checks benchmark mock practice paper retest
lesson lessons book books session observation
attempt first second third last new old cold hot big write task band stage tier
darllen ysgrifennu siarad gwrando sillafu gramadeg geirfa llythrennedd rhifedd iaith
cymraeg saesneg ffrangeg mathemateg rhifau ffracsiwn ffracsiynau degolion siap mesur
rhesymu problemau gwyddoniaeth hanes daearyddiaeth cerddoriaeth celf drama ymarfer
cynnydd cyrhaeddiad presenoldeb ymdrech gwaith cartref sgil sgiliau cwestiwn
cwestiynau testun uned hydref gaeaf gwanwyn haf tymor wythnos dechrau diwedd canol
holiadur gwers gwersi llyfr llyfrau
lecture ecriture dictee orthographe grammaire conjugaison vocabulaire expression
orale ecrite comprehension langue langues francais anglais espagnol allemand
mathematiques calcul numeration nombre nombres fractions decimaux geometrie mesures
grandeurs raisonnement probleme problemes sciences histoire geographie musique arts
sport presence effort progres competence competences question questions texte
redaction production ecrit oral devoirs maison bilan trimestre semestre semaine
lecon lecons livre livres seance
automne hiver printemps debut fin milieu questionnaire
"""
SUBJECTS = frozenset(_SUBJECTS_TEXT.split())
_SMALL_TEXT = """
a an and at by for from in of off on or out per the to vs with y yr e o a am ar i
mewn yn o'r a'r de des du d l la le les et en au aux sur par pour un une max min
possible available read only current raw rounded adjusted scaled weighted auto
your their its all whole each any
"""
_SMALL = frozenset(_SMALL_TEXT.split())
_CODE = re.compile(r"\d+[a-z]{0,2}|[a-z]\d*|q\d+[a-z]?", re.ASCII)
_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")
_HEADS = words.MARK | words.WHO | words.ABOUT
_PLAIN = _HEADS | SUBJECTS | _SMALL


def is_harmless(heading: str) -> bool:
    """Say whether every word of a heading is one that can name no learner."""
    found = _WORD.findall(folded(heading))
    is_initials = all(len(word) == 1 and word.isalpha() for word in found)
    return all(map(is_plain, found)) and not (found and is_initials)


def is_plain(word: str) -> bool:
    """Say whether a folded word heads columns, names a subject, or is a code as 4B."""
    return word in _PLAIN or _CODE.fullmatch(word) is not None


def is_work(heading: str) -> bool:
    """Say whether a heading that heads no column yet names what was looked at."""
    found = _WORD.findall(folded(heading))
    known = words.is_known(heading) or not SUBJECTS.isdisjoint(found)
    return known and not may_be_a_person(heading)


def may_be_a_person(heading: str) -> bool:
    """Say whether a heading is two words or more and none of them one that we know."""
    found = _WORD.findall(folded(heading))
    return len(found) > 1 and not any(map(is_plain, found))


_PERSON_TEXT = """
student students pupil pupils learner learners child children kid kids disgybl
disgyblion dysgwr dysgwyr plentyn plant eleve eleves apprenant apprenants enfant
enfants surname forename cyfenw prenom prenoms who pwy qui
"""
_PERSON = frozenset(_PERSON_TEXT.split())
_TEACHER_TEXT = """
teacher teachers athro athrawes athrawon enseignant enseignante
"""
_TEACHER = frozenset(_TEACHER_TEXT.split())
_WORK_TEXT = """
question item unit topic domain subject school file sheet product tool objective
standard skill uned ysgol cwestiwn ecole unite matiere competence assignment
assignments activity activite aseiniad gweithgaredd submission paper copie
"""
_WORK = frozenset(_WORK_TEXT.split())


def names_teachers(heading: str) -> bool:
    """Say whether a heading stands above teachers."""
    return not _TEACHER.isdisjoint(words.words_of(heading))


def names_learners(heading: str) -> bool:
    """Say whether a heading stands above what tells one learner from another."""
    found = {*words.words_of(heading)}
    if words.is_said_of_marks(heading) or names_teachers(heading):
        return False
    # `Book no` numbers books, `Candidate number` and `First name` say who it is.
    others = found & (words.ABOUT | _WORK | SUBJECTS - words.WHO - {"number"})
    is_who = not words.WHO.isdisjoint(found) and not others
    return is_who or not _PERSON.isdisjoint(found)


_NAME = re.compile(
    r"[^\W\d_][\w'\u2019.-]*,?(?: (?:[^\W\d_][\w'\u2019.-]*|\d{1,3}))+", re.UNICODE
)


def look_like_people(cells: Sequence[Cell]) -> bool:
    """Say whether most words of a column are written as first and last names are."""
    texts = [" ".join(c.split()) for c in cells if isinstance(c, str) and c.strip()]
    texts = [text for text in texts if read(text).says is Says.OTHER]
    people = [text for text in texts if _is_written_as_a_name(text)]
    return len(texts) > 2 and len(people) * 10 >= len(texts) * 8


def _is_written_as_a_name(text: str) -> bool:
    parts = text.split()
    is_name = _NAME.fullmatch(text) is not None and 2 <= len(parts) <= 4
    known = not _PLAIN.isdisjoint(_WORD.findall(folded(text)))
    return is_name and parts[0][:1].isupper() and not known


def name_words(cells: Iterable[Cell]) -> frozenset[str]:
    """Answer the folded words of names, those left out that say nothing of a person."""
    texts = (folded(cell) for cell in cells if isinstance(cell, str))
    found = {word for text in texts for word in _WORD.findall(text)}
    return frozenset(
        w for w in found if len(w) > 1 and not w.isdecimal() and w not in _HEADS
    )


def has_a_name(heading: str, names: frozenset[str]) -> bool:
    """Say whether any word of a heading is a word of a learner's name."""
    return not names.isdisjoint(_WORD.findall(folded(heading)))


def named_in(text: str, names: frozenset[str]) -> tuple[str, ...]:
    """Answer the words of a text, as written, that are words of a learner's name.

    A word that heads columns or names a subject is no name; one that is a word of every
    day as well is, where it is written as a name.
    """
    found = [one for one in _WORD.findall(text) if folded(one) in names]
    found = [one for one in found if not is_plain(folded(one))]
    sure = [one for one in found if folded(one) not in _ALSO_WORDS or one[:1].isupper()]
    return tuple(dict.fromkeys(sure))


# Names that are words of every day: with a small letter they name nobody.
_ALSO_WORDS_TEXT = """
will mark may hope grace rose faith joy april june art bill rob pat sue jack drew
chase rich frank page long short young small brown green white black gray grey bell
wood hill field park lane king price bond cook baker carter smart best good true
read common day days early late little moon star stone rice ray jean clair aurore
petit grand blanc noir roux leblanc legrand martin olive clementine aur haf bryn
glyn eira gwyn gwen mai ebrill lili daisy ivy lily iris pearl ruby amber jade sky
angel reed chance miles dean earl guy harry dale glen heath forest river brook
"""
_ALSO_WORDS = frozenset(_ALSO_WORDS_TEXT.split())
