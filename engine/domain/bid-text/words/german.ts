import type { Vocabulary } from './vocabulary.js';

export const german: Vocabulary = {
  self:
    'ich biete,biete,biete ich,ich gebe,ich zahle,ich setze,ich gehe auf,ich erhöhe auf,erhöhe auf,gehe auf,mein gebot,mein angebot,mein gebot ist,mein angebot ist,mein gebot sind,mein gebot lautet,mein gebot von,' +
    'ich bin bei,ich bin mit dabei,ich bin dabei mit,ich nehme es für,ich kaufe es für,ich starte mit,ich eröffne mit,ich eröffne bei,eröffne mit,bin bei,gehe mit,ich gehe mit,wir bieten,ich werfe,ich lege,ich biete dir,' +
    'ich biete hiermit,hiermit biete ich,dann biete ich,ich biete jetzt,von mir,zahle ich,gebe ich,ich steige ein mit,ich steige mit,ich überbiete mit,überbiete mit,ich mache',
  bare: 'gebot,angebot,gebot von,angebot von,gebot ist,gebot über,hier sind,machen wir',
  is: 'ist,sind,lautet',
  and: 'und,aber,dann,also',
  now: 'jetzt,heute,sofort',
  or: 'oder',
  from: 'von,aus',
  duration:
    'minute,minuten,sekunde,sekunden,stunde,stunden,tag,tage,tagen,woche,wochen,monat,monate,jahr,jahre,uhr',
  filler:
    'eben,halt,weil,bitte,bitte schön,danke,dankeschön,vielen dank,hallo,servus,moin,guten tag,guten abend,guten morgen,ja,jawohl,klar,okay,für,dieses,diese,diesen,das,der,den,dem,die,ein,eine,einen,auf,mit,zu,zum,' +
    'in,bei,los,lot,werk,kunstwerk,stück,bild,gemälde,herr,frau,freunde,leute,los gehts,auf gehts,ich,mein,gerne,gern,wunderschön,schön,toll,super,geil,liebe es,das los,hier,auktionator,sofort,ernsthaft,hiermit,dafür',
  fix: 'ich meine,ich meinte,sorry,entschuldigung,korrektur,nein warte,warte nein,nein doch,nein sorry,quatsch,besser gesagt,beziehungsweise,vielmehr,eigentlich,ach nein,verzeihung,ich korrigiere,lieber,nein ich meine',
  no: 'nein,nee,ne',
  about: 'ungefähr,etwa,circa,ca,rund,fast,so um die,um die,zwischen,knapp',
  ceiling:
    'bis,bis zu,maximal,höchstens,nicht mehr als,limit,obergrenze,weniger als,unter,mein maximum,mein limit',
  least: 'mindestens,minimum,mehr als,ab,über,oder mehr',
  raise:
    'mehr,erhöhe,erhöhe um,ich erhöhe,ich erhöhe um,noch,dazu,lege drauf,ich lege drauf,das doppelte,verdopple,mindestgebot,drauf,weitere,extra,ich überbiete,überbiete,ich gehe mit,plus',
  vague: 'ein paar,paar,einige,mehrere,alles,dasselbe,ein viertel,ein drittel,ein dutzend,riesen',
  would: 'würde,ich würde,ich würde geben,würd',
  want: 'ich will,will,ich möchte,möchte,ich kann,kann,bereit,lass mich,bieten,ich werde,werde,wollen,könnte bieten',
  doubt:
    'vielleicht,eventuell,wohl,glaube,ich glaube,ich denke,vermutlich,keine ahnung,haha,nur,bloß,schon,immer noch,wow,wahnsinn,krass,unglaublich,boah,warum nicht,wahrscheinlich,weiß nicht,angeblich',
  kidding:
    'scherz,nur spaß,spaß,war nur spaß,kleiner scherz,nur ein scherz,witz,ich scherze,nur ein witz',
  not: 'nicht,kein,keine,keinen,nie,niemals,niemand,nichts,ohne,weder,auf keinen fall,ich passe,keinesfalls',
  if: 'wenn,falls,sofern,es sei denn,sobald,solange,vorausgesetzt,außer,nur wenn,bevor,unter der bedingung,im tausch,wäre',
  past: 'gestern,bot,ich bot,geboten,habe,hab,hatte,hätte,gab,war,waren,wurde,gezahlt,bezahlt,gekauft,verkauft für,letzte woche,letztes jahr,letztes mal,vorher,früher,vorhin,gerade eben,vor,ich setzte,wollte,zuletzt,ersteigert,gewonnen,verloren',
  later:
    'morgen,später,bald,nachher,nächste,nächstes,nächsten,heute abend,heute nacht,danach,gleich,am ende,montag,dienstag,mittwoch,donnerstag,freitag,samstag,sonntag,irgendwann,demnächst',
  might:
    'könnte,ich könnte,ich überlege,überlege,ich plane,hoffe,sollte,ich sollte,ich denke darüber,ich habe vor,dürfte,müsste,spiele mit dem gedanken',
  ask: 'wie viel,wieviel,wie,was,wer,warum,wieso,wo,welches,welche,kann ich,darf ich,gibt es,bietet jemand,jemand,wer bietet',
  other:
    'er,jemand,du,ihr bietet,mein freund,mein bruder,meine frau,ein anderer,bietet,er bietet,sie bietet,bieten sie,gibt,sagt,sagen,dein gebot,sein gebot,ihr gebot,leute bieten',
  report:
    'aktuelles gebot,das aktuelle gebot,höchstes gebot,höchstgebot,das höchste gebot,letztes gebot,preis,der preis,wert,kostet,kosten,reserve,guthaben,ich besitze,verkaufe,verkauft für,zu viel,zu teuer,teuer,billig,' +
    'ist viel,viel,steht bei,wir sind bei,beginnt bei,startgebot,startpreis,mindestpreis,budget,das gebot,derzeit,aktuell,momentan',
  caller:
    'zum ersten,zum zweiten,zum dritten,verkauft,zuschlag,wer bietet mehr,bietet jemand mehr,letzte chance,nächstes gebot,ich höre,gebote bitte,wer gibt mehr',
  machine:
    'ignoriere,ignorieren sie,ignorier,vergiss alle,vergiss,anweisungen,anweisung,system,setze den,setze den preis,setz,markiere,schließe,schließe die auktion,erkläre,erkläre mich,trage ein,handle als,antworte',
  spam: 'gewinnspiel,kostenlos,gratis,gewinne,folge mir,investiere,klick,klicke,verlosung',
  undo: 'vergiss es,vergesst es,egal',
  retract:
    'ziehe zurück,ich ziehe,zurückziehen,ich nehme zurück,nehme zurück,zurück,storniere,stornieren,annulliere,aus versehen,versehentlich,irrtum,widerrufe,widerruf,versehen',
  mock: 'ja klar,na klar sicher,träum weiter,in deinen träumen,müll,schrott,betrug',
  numbers:
    'ein=1?,eine=1?,einen=1?,einem=1?,eins=1,zwei=2,zwo=2,drei=3,vier=4,fünf=5,fuenf=5,sechs=6,sieben=7,acht=8,neun=9,zehn=10,elf=11,zwölf=12,zwoelf=12,dreizehn=13,vierzehn=14,' +
    'fünfzehn=15,sechzehn=16,siebzehn=17,achtzehn=18,neunzehn=19,zwanzig=20,fünfundzwanzig=25,dreißig=30,vierzig=40,fünfzig=50,hundert=100,einhundert=100,tausend=1000,eintausend=1000,' +
    'zweitausend=2000,fünftausend=5000,null=0,anderthalb=1.5,eineinhalb=1.5,einundhalb=1.5,zweieinhalb=2.5,dreieinhalb=3.5,viereinhalb=4.5,fünfeinhalb=5.5',
  half: 'halber,halben,halbe,halbes,halb,ein halber,einen halben,ein halbes,ein halb,einhalb,eine halbe,die hälfte von einem',
  andHalf: 'und ein halb,und einen halben,und einhalb,und ein halber,einhalb',
  point: 'komma,punkt',
};
