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
