"""Words and names that are no learner: theorists, book people, places, classroom words.

A whole phrase lets the names inside it pass; a single word is no name after a cue.
"""

_PHRASES = """
john hattie, catherine lewis, pete dudley, richard dufour, rebecca dufour, robert
eaker, helen timperley, linda kaser, judy halbert, michael fullan, andy hargreaves,
michael o'connor, alma harris, michelle jones, stephanie hirsh, tracy crow, dylan
wiliam, paul black, carrie leana, richard elmore, elizabeth city, anthony bryk, carol
dweck, doug lemov, tom sherrington, daniel willingham, barak rosenshine, lev vygotsky,
jean piaget, john dewey, jerome bruner, benjamin bloom, paulo freire, maria
montessori, robert marzano, viviane robinson, peter senge, james nottingham, ron
berger, shirley clarke, mary myatt, john sweller, ken robinson, sugata mitra, howard
gardner, donald schon, etienne wenger, jean lave, celestin freinet, philippe meirieu,
carol ann tomlinson, jo boaler, peter liljedahl, marilyn burns, cathy fosnot, douglas
reeves, lucy calkins, david kolb, chris argyris, michael barber, mona mourshed, amanda
spielman, andreas schleicher, john kotter, simon sinek, daniel goleman, brene brown,
paul bambrick-santoyo, harry fletcher-wood, harry potter, harry truman, romeo and
juliet, alice in wonderland, alice walker, anne of green gables, anne frank, oliver
twist, david copperfield, peter pan, peter rabbit, james and the giant peach, jane
eyre, jane austen, huckleberry finn, tom sawyer, atticus finch, george orwell, george
washington, george eliot, charles dickens, charles darwin, charlie and the chocolate
factory, charlie bucket, robin hood, king arthur, king henry, king charles, king john,
queen elizabeth, queen mary, queen anne, julius caesar, william shakespeare, william
the conqueror, william blake, william golding, emily bronte, anne bronte, emily
dickinson, robert frost, robert burns, robert munsch, martin luther king, nelson
mandela, rosa parks, harriet tubman, frederick douglass, thomas edison, isaac newton,
albert einstein, marie curie, louis pasteur, louis braille, leonardo da vinci, michael
rosen, michael morpurgo, roald dahl, jacqueline wilson, david walliams, malorie
blackman, philip pullman, benjamin zephaniah, patrick ness, louis sachar, john
steinbeck, harper lee, sylvia plath, lennie and george, of mice and men, simon and
piggy, ralph and jack, amelia earhart, florence nightingale, mary seacole, samuel
pepys, guy fawkes, henry viii, anne boleyn, elizabeth i, edward thomas, thomas hardy,
oscar wilde, arthur miller, james joyce, dylan thomas, dylan thomas's, gwyneth lewis,
saunders lewis, daniel owen, owain glyndwr, kate roberts, t llew jones, hedd wyn, dewi
sant, st david, santes dwynwen, mary jones, victor hugo, jules verne, emile zola,
petit nicolas, jeanne d'arc, louis xiv, marie-antoinette, jean de la fontaine, simone
veil, samuel de champlain, louis riel, jacques cartier, terry fox, sam i am, ruby
bridges, malala yousafzai, greta thunberg, rosie revere, ada twist, frida kahlo, van
gogh, alexander hamilton, abraham lincoln, john adams, thomas jefferson, thomas paine,
ben franklin, benjamin franklin, king lear, lady macbeth, jekyll and hyde, dr jekyll,
sherlock holmes, christopher boone, auggie pullman, will grayson, mary poppins, tom
robinson, scout finch, jay gatsby, nick carraway, george milton, curley, ebenezer
scrooge, bob cratchit, tiny tim, eva smith, sheila birling, eric birling, gerald
croft, arthur birling, william tell, peter and the wolf, elmer, gruffalo, microsoft,
google classroom, alex rider, percy jackson, max and moritz, daisy meadows, ruby on
rails, jasmine rice, jade plant, lily pad, python, scratch, anna karenina, edward
jenner, kate chopin, ellen macarthur, sara lee, maya angelou
"""
PHRASES = tuple(
    sorted(
        (" ".join(one.split()) for one in _PHRASES.split(",")), key=len, reverse=True
    )
)

_SURNAMES = """
hattie dufour timperley fullan hargreaves wiliam leana elmore bryk dweck lemov
rosenshine vygotsky piaget dewey bruner bloom freire montessori marzano senge sweller
kolb schon wenger lave freinet meirieu tomlinson boaler liljedahl fosnot calkins kaser
halbert hirsh kotter guskey stiggins shakespeare dickens orwell newton einstein darwin
pythagoras euclid macbeth hamlet romeo juliet frayer venn cuisenaire fibonacci pascal
cornell socrates plato aristotle gatsby scrooge matilda hermione dumbledore charlotte
wilbur
"""
SURNAMES = frozenset(_SURNAMES.split())

_NO_NAMES = """
a an and the this that these those it its his her their our my your we you they he she
who one two three four five six seven eight nine ten all some most many few each every
any both no not in on at by for from with of to as or but if when while where what why
how which today yesterday tomorrow everyone everybody someone somebody anyone nobody
other another is are was were has have had do does did can could will would should may
might must let year grade class room group set level stage key term week month day
unit lesson school form block reception nursery kindergarten primary secondary junior
senior middle high teacher teachers coach principal head headteacher staff team tutor
mentor leader parent parents pupil pupils student students learner learners child
children boy boys girl girls voice council premium profile agency work survey surveys
data outcome outcomes progress services service protection support leadership led
questionnaire wellbeing achievement association union learning-led centred centered
engagement interview interviews forum participation mental health poverty commissioner
friendly first well being handbook planner portal reports report record records
tracker ambassador ambassadors english welsh french spanish german italian latin
arabic urdu polish maths mathematics math science history geography art music drama
reading writing spelling phonics numeracy literacy computing physics chemistry biology
religion citizenship pe ict stem steam england wales scotland ireland ontario quebec
canada america london cardiff toronto york europe africa asia india britain ottawa
montreal paris manchester bronx brooklyn ell eal esl enl sen send aln iep fsm lac rti
mtss plc upn uln oen osis ela esol ks ehcp idp id ids ta tas hlta slt pd cpd kpi smart
staar naplan eqao pisa gcse gcses sats nfer teams zoom google excel word canvas kahoot
seesaw padlet le la les un une des du de au aux ce cette ces son sa ses leur nos notre
ma mon mes il elle ils elles on nous vous je tu qui que quoi ou et mais dans sur pour
par avec sans en est sont ont avait chaque tout tous toute toutes plusieurs cinquieme
sixieme anglais francais mathematiques sciences ecole college lycee classe maitre
maitresse professeur y yr ac a'r o'r i'r mewn gyda heb am ar dan dros drwy wrth ei eu
ein eich fy dy bob pob sydd oedd mae roedd wedi blwyddyn dosbarth ysgol athro athrawes
athrawon cymraeg saesneg mathemateg gwyddoniaeth cymru caerdydd llais cyngor safon
assessment matters council's handwriting agenda charter progression tracking wales'
god government mother father society nature earth sun moon time life art's bank web
teach mentors guide edition guides answer notebook
"""
NO_NAMES = frozenset(_NO_NAMES.split())

_BEFORE = """
mr mrs ms miss mx dr sir dame prof professor teacher coach principal headteacher head
governor author poet king queen prince princess president saint st ste sainte san santa
ysgol ecole lycee college rue avenue place boulevard mme mlle m monsieur madame maitre
bro capel eglwys heol ffordd stryd by fort port mount lake loch llan
"""
BEFORE = frozenset(_BEFORE.split())
_AFTER = """
school schools primary academy college university institute street road lane avenue
drive park house hall hill court square bridge river lake county city town village
building wing centre center library hospital church high infants juniors elementary ps
cs ms hs board trust foundation award prize award-winning press publishing theory
method model institute's method's effect's approach taxonomy system programme program
et
"""
AFTER = frozenset(_AFTER.split())
