"""Words for the people a journal protects, and for small numbers of them."""

ONE = (
    "learner pupil student child kid boy girl "
    "dysgwr ddysgwr disgybl ddisgybl nisgybl plentyn blentyn phlentyn bachgen fachgen "
    "merch ferch eleve enfant apprenant apprenante garcon fille"
)
MANY = (
    "learners pupils students children kids boys girls "
    "dysgwyr ddysgwyr disgyblion ddisgyblion blant bechgyn fechgyn merched ferched "
    "eleves enfants apprenants apprenantes garcons filles"
)
ANY_ONE = "|".join(sorted(ONE.split(), key=len, reverse=True))
ANY_MANY = "|".join(sorted(MANY.split(), key=len, reverse=True))
LEARNERS = frozenset((*ONE.split(), *MANY.split()))

_COUNTED = (
    "one un une",
    "two dau ddau dwy ddwy deux a couple of",
    "three tri thri tair dair thair trois",
    "four pedwar bedwar phedwar pedair quatre",
    "five pump bump cinq",
    "six chwech chwe",
    "seven saith sept",
    "eight wyth huit",
    "nine naw neuf",
)
NUMBERS = {
    word: number
    for number, words in enumerate(_COUNTED, 1)
    for word in words.replace("a couple of", "couple").split()
}
