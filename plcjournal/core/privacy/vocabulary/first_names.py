"""First names that are hardly ever anything else, in the languages of our schools.

Names that are also words, months or places (Mark, Will, Grace, Hope, Rose, May, April,
June, Bill, Charlotte, Victoria, Florence) are left out: they count beside a cue only.
"""

_NAMES = """
aaliyah aaron abdul abdullah abigail adam ahmed aidan aiden aisha alejandro alex
alexander alexandra alfie ali alice alicia alisha alison amanda amber amelia amelie
amina amir amira amy ana andrea andrew angela anika anita ann anna anne annie anthony
antonia antonio archie aria arjun arthur arya asha ashley ava ayesha aysha beatrice
becky ben benjamin bethany brandon brian brianna bridget bronwen bryn caleb
cameron camila carlos carmen caroline cerys charles charlie chloe chris christian
christopher claire clara connor conor craig dafydd daisy daniel daniela danielle
darren david declan deepa derek dewi diego dominic donna dylan edward eira elena eleri
eleanor elin elijah elinor elis elizabeth ella ellen ellie ellis eloise elsa emilia
emily emma eric erin esther ethan eva evan eve evie fatima fatimah felix ffion finley
finn fiona fred freddie freya gabriel gabriela gareth gary gemma george georgia
georgina gethin gregory gruffydd gwen gwenllian gwilym gwyneth hamza hanna hannah
harriet harry harvey hassan heather heledd helen henry hugh huw ibrahim ieuan ifan
imogen ines ioan iolo isaac isabel isabella isabelle isla ismail ivan jacob jade jake
jamal james jamie jane jasmin jasmine jason javier jayden jenna jennifer jenny jeremy
jerome jessica jessie jin jodie joe joel john jonathan joseph joshua josie juan judith
julia julian julie justin kai karen karim kate katherine kathryn katie kayla kayleigh
keira keith kelly kenneth kevin khadija kieran kim kimberly kirsty kofi kwame kyle
laila lara laura lauren layla leah leanne leila lena leo leon lewis liam lily linda
lisa llewelyn lleucu llinos lloyd logan lola lorenzo louis louisa louise lowri luca
lucas lucia lucy luis luke lydia mabli macsen maddie madison mahmoud mali manon marcus
mared margaret maria mariam mariana marie marta martha martin mary maryam mateo
matthew maya megan mei melissa mia michael michelle miguel mila miriam mohamed
mohammad mohammed molly monica morgan muhammad mustafa nadia naomi natalia natalie
natasha nathan neha nerys nia niamh nicholas nicola nicole nikita nina noah nora
oliver olivia omar osian oscar owain owen pablo paige pamela patricia patrick paul
paula pedro peter phoebe pooja priya rachel rahul rajesh ravi rebecca rhiannon rhodri
rhys ricardo richard robert roberto robin rosie rowan ruby ryan sabrina sadia saffron
salma sam samantha samir samira samuel sana sandra sanjay sara sarah sasha scott sean
sebastian selina seren shane shannon sharon shaun sian simon siobhan sioned sofia
sophia sophie stephanie stephen steven stuart sunita susan suzanne talia tanya tariq
taylor teresa tess theo theodore thomas tia tiffany timothy tomos toby tracey tyler
tyrone vanessa vikram vincent wei wiktoria william winifred xavier yasmin yasmine
yosef yousef yusuf yvonne zac zach zachary zahra zainab zara zoe zoey zuzanna adele
adrien agathe alexandre amandine anais antoine arnaud aurelie baptiste bastien benoit
camille cecile celine chantal clemence clement corentin damien delphine edouard elodie
emilie etienne fabien florent francois francoise gaelle gauthier genevieve guillaume
helene hugo jacques jeanne jerome julien juliette laetitia laurent lea leonie loic
lucie maelle mael maelys margaux marianne mathieu mathilde mathis matteo maxime
melanie mohamed morgane myriam nathalie nicolas noemie oceane pascal philippe pierre
quentin raphael romain romane sandrine sebastien sylvie thibault valentin valerie
veronique violaine yann yannick youssef agnieszka aleksandra bartosz jakub katarzyna
kacper mateusz malgorzata oleksandr olena piotr svetlana tomasz wojciech yaroslav
"""
FIRST_NAMES = frozenset(_NAMES.split())
