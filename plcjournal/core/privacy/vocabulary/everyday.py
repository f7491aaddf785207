"""First names that are everyday words too: they are names only with a capital."""

_WORDS = """
will mark may grace hope rose art bill faith joy june april august frank rich pat dean
chase hunter sky summer autumn dawn robin drew sue rob max miles ray guy gene glen
heath ivy holly jade amber ruby pearl olive violet lily daisy iris basil reed wade
grant lance pierce chance bob penny melody harmony charity patience clay cliff forest
star angel king prince duke earl major wren jay page brook ash sage trinity destiny
justice honour honor mai non ela haf enfys seren eira mali aur aime ange blanche
claire desire fleur marine marin olive prune reine rene victoire
"""
EVERYDAY = frozenset(_WORDS.split())

_AFTER = """
the a an your my our his her their each all every it them they we you he she there
this that these those be not out up scheme schemes sheet sheets book books work
students pupils learners children teachers some any more and or for
"""
AFTER_A_WORD = frozenset(_AFTER.split()) - {"and", "or", "for"}

# Words that are in most sentences: on a list of names they would stop all work.
_ORDINARY = """
the a an and or but of to in on at by for from with without as is are was were be been
it its this that these those they them their we us our you your he she his her him
who what when where why how which all any some each every both few many more most other
no not yes so than then there here now up out off over under again can could may might
must shall should will would do does did done have has had get got go went come came
make made take took see saw say said know one two three four five six seven eight nine
ten first last next new old good best better school class group team lesson task test
mark marks score reading writing maths math science english work week day year term
number numbers fraction fractions question answer plan book time unknown none absent
y yr yn a'r i o ar am gan heb mae oedd bod hi ef nhw ni chi eu ein eich dosbarth ysgol
le la les un une des du de et ou mais dans sur avec sans pour par est sont etait nous
vous ils elles leur notre votre classe ecole groupe equipe
"""
ORDINARY = frozenset(_ORDINARY.split())
