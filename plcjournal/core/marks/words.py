"""What teachers and their programs write at the head and the side of a mark sheet.

English, Welsh and French, folded: no accents, small letters. Lists to be lengthened.
"""

import re

from plcjournal.core.folding import folded

# A heading with one of these words says that the column holds marks.
MARK = frozenset(
    {
        *("mark", "marks", "score", "scores", "points", "pts", "result", "results"),
        *("total", "overall", "final", "sum", "raw", "level", "correct"),
        *("test", "quiz", "task", "assessment", "exam"),
        *("%", "percent", "percentage", "canran", "pourcentage"),
        *("pre", "post", "pretest", "posttest", "baseline", "before", "after"),
        *("marc", "marciau", "sgor", "sgoriau", "canlyniad", "pwyntiau", "lefel"),
        *("cyfanswm", "terfynol", "prawf", "tasg", "asesiad", "arholiad", "cywir"),
        *("note", "notes", "resultat", "resultats", "niveau", "epreuve", "examen"),
        *("totale", "finale", "somme", "moyenne"),
        *("evaluation", "tache", "devoir", "controle"),
    }
)
# What says who or what a row is about. Such a column holds no marks.
WHO = frozenset(
    {
        *("name", "names", "first", "last", "surname", "forename", "student"),
        *("students", "pupil", "pupils", "learner", "learners", "child", "id", "ids"),
        *("identifier", "upn", "uln", "oen", "osis", "sis", "login", "email", "e-mail"),
        *("mail", "username", "candidate", "admission", "roll", "no", "nr", "code"),
        *("enw", "enwau", "cyfenw", "disgybl", "disgyblion", "dysgwr", "dysgwyr"),
        *("rhif", "ebost", "plentyn", "cod"),
        *("nom", "noms", "prenom", "prenoms", "eleve", "eleves", "apprenant"),
        *("matricule", "identifiant", "courriel", "numero", "enfant"),
    }
)
ABOUT = frozenset(
    {
        *("class", "group", "section", "room", "form", "year", "grade", "teacher"),
        *("period", "block", "set", "house", "gender", "sex", "age", "birth", "dob"),
        *("date", "timestamp", "time", "phone", "comment", "comments", "attempts"),
        *("remarks", "rank", "position", "row", "start", "completion", "submitted"),
        *("dosbarth", "grwp", "ystafell", "blwyddyn", "athro", "rhyw", "oed"),
        *("dyddiad", "sylwadau", "amser", "safle", "adran"),
        *("classe", "groupe", "salle", "annee", "enseignant", "sexe", "naissance"),
        *("horodateur", "heure", "commentaire", "commentaires", "rang", "telephone"),
    }
)
_QUESTION = re.compile(
    r"(?:q|qn|question|item|part|cwestiwn|rhan|exercice|ex|wk|week|unit|uned|unite"
    r"|sheet|feuil|feuille|taflen|term|tymor)?[\s._-]*\d{1,3}[a-z]?\)?"
)
# A row that says how many points there were to get, not what somebody got.
_POSSIBLE = re.compile(
    r"(?:points|marks|total|marciau|pwyntiau)? ?(?:possible|posibl|available|ar gael)"
    r"|out of|max(?:imum)? (?:mark|score|points)s?|maximum|points|allan o"
    r"|uchafswm|bareme|sur|note maximale|points possibles"
)
_DAYS = frozenset({"date", "due", "due date", "dyddiad", "echeance", "date limite"})
# A row computed from the others. Two of these words are people's names as well.
_COMPUTED = re.compile(
    r"(?:class |group |overall |grand )?"
    r"(?:average|mean|median|totals?|sum|sd|st\.? ?dev|standard deviation|avg|range)"
    r"|moyenne(?: de la classe)?|mediane|ecart[- ]type|somme|etendue"
    r"|cyfartaledd|cymedr|canolrif|cyfanswm|gwyriad safonol"
)
_COMPUTED_OR_NAME = re.compile(r"max\.?|min\.?|highest|lowest|uchaf|isaf|maximum")
_TOTALS_TEXT = """
average averages mean median total totals subtotal subtotals sum sd avg range
sub-total sub-totals moyenne moyennes mediane somme sous-total sous-totaux etendue
cyfartaledd cymedr canolrif cyfanswm is-gyfanswm
"""
_TOTALS = frozenset(_TOTALS_TEXT.split())
_OF_WHAT_TEXT = """
sub sous is st dev standard deviation for of the all whole in class classes group
groups set year form room overall grand school grade mark marks score points girls
boys de la le du des pour l classe groupe ensemble ecart type salle annee y yr i
dosbarth grwp blwyddyn cyfan safonol gwyriad o am
"""
_OF_WHAT = frozenset(_OF_WHAT_TEXT.split())
_TEACHER = re.compile(
    r"(?:mr|mrs|ms|miss|mx|dr|sir|teacher|mme|mlle|madame|monsieur|athro|athrawes"
    r"|enseignante?)\b\.?(?: |:|$).*"
)
# In a heading: how many points there were to get.
_OUT_OF = re.compile(
    r"(?:(?<!\d)(?<!\d )/|out of|sur|allan o|\("
    r"|max\.?(?: ?(?:pts|points|marks?))?:?)\s*"
    r"(\d{1,3})(?:[.,]0+)?\s*(?:[)\]]|$|(?:points|pts|marks|marciau|pwyntiau)\b)"
)


def words_of(heading: str) -> tuple[str, ...]:
    """Answer the words of a heading, folded."""
    return tuple(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*|%", folded(heading)))


def is_said_of_marks(heading: str) -> bool:
    """Say whether a heading speaks of marks."""
    return not MARK.isdisjoint(words_of(heading))


def is_about_who(heading: str) -> bool:
    """Say whether a heading speaks of who a row is about."""
    return not WHO.isdisjoint(words_of(heading)) and not is_said_of_marks(heading)


def is_question(heading: str) -> bool:
    """Say whether a heading only counts: `Q1`, `Week 3`, `12`."""
    bare = _OUT_OF.sub("", folded(heading)).strip(" ([")
    return _QUESTION.fullmatch(bare) is not None


def is_known(heading: str) -> bool:
    """Say whether a heading has a word that heads columns, so names no person."""
    known = MARK | WHO | ABOUT
    return is_question(heading) or not known.isdisjoint(words_of(heading))


def is_task(label: str) -> bool:
    """Say whether a label at the side names a test or question, not a learner."""
    has_letters = re.search(r"[^\W\d]", label) is not None
    return has_letters and (is_said_of_marks(label) or is_question(label))


def is_date(label: str) -> bool:
    """Say whether a label heads a row of the days on which the tasks were set."""
    return _label(label) in _DAYS


def is_possible(label: str) -> bool:
    """Say whether a label heads the row of the points there were to get."""
    return _POSSIBLE.fullmatch(_label(label)) is not None


def is_computed(label: str) -> bool:
    """Say whether a label heads a row computed from the others."""
    if _COMPUTED.fullmatch(_label(label)):
        return True
    found = [*words_of(label)]
    totals = [word for word in found if word in _TOTALS]
    others = [word for word in found if word not in _TOTALS and len(word) > 1]
    is_bare = len(found) == 1 and found[0] in ("mean", "range", "sum")
    return bool(totals) and not is_bare and all(one in _OF_WHAT for one in others)


def is_teacher(label: str) -> bool:
    """Say whether a label is how a teacher is addressed, so that it is no learner."""
    return _TEACHER.fullmatch(_label(label)) is not None


def may_be_computed(label: str) -> bool:
    """Say whether a label heads a computed row, unless it is somebody's name."""
    return _COMPUTED_OR_NAME.fullmatch(_label(label)) is not None


def out_of(heading: str) -> float | None:
    """Answer how many points a heading says there were: `Mark /20`, `Note (20)`."""
    found = _OUT_OF.search(folded(heading).strip())
    return float(found.group(1)) or None if found else None


def _label(label: str) -> str:
    return " ".join(folded(label).split()).strip(" :=()")
