"""Words that say something private about learners.

CODES are written in capitals; CLEAR words mean one thing in a school; UNCLEAR ones mean
it only beside a word for learners.
"""

_CODES_WORDS = """
sen send aln ady iep ieps idp ehcp eal ell ells enl esl esol fsm lac cla adhd asd tdah
tsa pai ulis eana hdaa gtr cyp
"""
CODES = frozenset(_CODES_WORDS.split())
CLEAR = (
    "special educational needs",
    "special education",
    "special needs",
    "additional learning needs",
    "anghenion dysgu ychwanegol",
    "anghenion addysgol arbennig",
    "besoins particuliers",
    "besoins educatifs particuliers",
    "plan d'intervention",
    "individual education plan",
    "english language learners?",
    "english learners?",
    "english as an additional language",
    "saesneg fel iaith ychwanegol",
    "eleves? allophones?",
    "free school meals?",
    "free (?:and|or) reduced(?:-price)? (?:lunch|meals)",
    "free lunch",
    "prydau ysgol am ddim",
    "looked[ -]after",
    "children in care",
    "foster (?:care|child|children|parents?|family|families)",
    "plant sy'n derbyn gofal",
    "famille d'accueil",
    "autis[mt]\\w*",
    "awtis\\w*",
    "dyslexi\\w+",
    "dyslecsi\\w*",
    "dyspraxi\\w+",
    "dyscalculi\\w+",
    "dysphasi\\w+",
    "epilep\\w+",
    "diabet\\w+",
    "tourette\\w*",
    "wheelchair",
    "hearing impair\\w+",
    "visual(?:ly)? impair\\w+",
    "speech and language (?:needs?|difficult\\w+|disorder\\w*)",
    "diagnosed with",
    "asylum[ -]seek\\w+",
    "refugees?",
    "permanent exclusions?",
    "fixed[ -]term exclusions?",
    "(?:excluded|suspended|expelled) from school",
    "exclus (?:de|du) (?:l'ecole|college|lycee)",
    "self[ -]harm\\w*",
    "bereave\\w+",
    "social workers?",
    "domestic (?:violence|abuse)",
    "on the (?:child protection|at[ -]risk) register",
    "trouble du spectre",
    "dysorthographi\\w+",
)
UNCLEAR = (
    "disabled",
    "disabilit(?:y|ies)",
    "anxiety",
    "depression",
    "medication",
    "medical",
    "diagnosis",
    "deaf",
    "asthma\\w*",
    "allerg\\w+",
    "ethnic\\w*",
    "black",
    "asian",
    "hispanic",
    "latin[oa]x?",
    "muslim",
    "jewish",
    "hindu",
    "sikh",
    "roma",
    "gypsy",
    "traveller",
    "immigrants?",
    "migrants?",
    "homeless",
    "poverty",
    "deprived",
    "divorc\\w+",
    "died",
    "death",
    "in prison",
    "in care",
    "adopted",
    "handicap\\w*",
    "handicap",
    "malad\\w+",
    "allophone",
)
_STAFF_WORDS = """
teacher teachers coordinator co-ordinator coordinators lead leads leader department
team staff specialist specialists policy policies code act training officer governor
manager budget consultant consultants course courses strategy strategies framework
assistant assistants coach coaches network networks tutor reform handbook
transformation awareness week history charter friendly assembly poster
"""
STAFF = frozenset(_STAFF_WORDS.split())
