"""Months and days in our languages, as they are written."""

_MONTHS = """
january february march april may june july august september october november december
jan feb mar apr jun jul aug sep sept oct nov dec
ionawr chwefror mawrth ebrill mai mehefin gorffennaf awst medi hydref tachwedd rhagfyr
fawrth fai fehefin orffennaf fedi dachwedd ragfyr
janvier fevrier mars avril juin juillet aout septembre octobre novembre decembre
"""
_DAYS = """
monday tuesday wednesday thursday friday saturday sunday
mon tue tues wed thu thur thurs fri sat sun
llun mawrth mercher iau gwener sadwrn sul
lundi mardi mercredi jeudi vendredi samedi dimanche
"""
MONTHS = frozenset(_MONTHS.split())
DAYS = frozenset(_DAYS.split())
ANY_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))

_ORDINALS = """
first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth
thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth
thirtieth
"""
ORDINALS = frozenset(_ORDINALS.split())
ANY_DAY = "|".join(
    (r"(?:twenty|thirty)[ -](?:" + "|".join(sorted(ORDINALS)) + ")", *sorted(ORDINALS))
)
