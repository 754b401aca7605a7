import type { Vocabulary } from './vocabulary.js';

export const dutch: Vocabulary = {
  self:
    'ik bied,bied ik,ik geef,geef ik,ik betaal,ik zet,ik ga naar,ik ga voor,ik verhoog naar,verhoog naar,mijn bod,mijn bod is,mijn aanbod,mijn aanbod is,ik zit op,ik doe,doe ik,ik open met,ik open op,ik begin met,wij bieden,we bieden,' +
    'ik bied nu,ik neem het voor,ik koop het voor,ik koop hem voor,hierbij bied ik,dan bied ik,ik bied je,van mij,mijn bod van,ik ga mee voor,ik overbied met,ik stap in met',
  bare: 'bied,bod,bod van,bod is,aanbod,aanbod van,biedt hierbij,biedend,hier is',
  is: 'is,zijn',
  and: 'en,maar,dus,dan',
  now: 'nu,vandaag,meteen',
  or: 'of',
  from: 'van,vanuit',
  duration: 'minuut,minuten,seconde,seconden,uur,uren,dag,dagen,week,weken,maand,maanden,jaar',
  filler:
    'omdat,alstublieft,alsjeblieft,aub,svp,graag,dank,dank je,dank u,dankjewel,bedankt,hallo,hoi,dag,goedenavond,goedemorgen,goedemiddag,ja,oké,prima,voor,dit,deze,dat,het,de,een,op,met,aan,in,lot,kavel,' +
    'werk,kunstwerk,stuk,schilderij,meneer,mevrouw,vrienden,mensen,kom op,ik,mijn,mooi,prachtig,geweldig,schitterend,hier,hierbij,zeker,veilingmeester',
  no: 'nee',
  fix: 'ik bedoel,ik bedoelde,sorry,pardon,correctie,nee wacht,wacht nee,nee sorry,of liever,eigenlijk,foutje,liever,nee ik bedoel,excuus',
  about: 'ongeveer,rond,circa,zo n,bijna,tussen,rond de,om en nabij',
  ceiling:
    'tot,maximaal,hoogstens,niet meer dan,tot en met,tot maximaal,limiet,minder dan,onder,mijn maximum,ten hoogste',
  least: 'minstens,minimaal,ten minste,meer dan,vanaf,boven,of meer',
  raise:
    'meer,verhoog,verhoog met,ik verhoog,ik verhoog met,erbij,extra,nog,dubbel,het dubbele,verdubbel,minimumbod,ik overbied,overbied,bovenop',
  vague: 'een paar,paar,enkele,meerdere,alles,hetzelfde,een kwart,een derde,een dozijn,een stuk of',
  would: 'zou,ik zou,zou geven',
  want: 'ik wil,wil,ik kan,kan,bereid,laat mij,laat me,bieden,ik ga,ik zal,zal,ik ga bieden',
  doubt:
    'misschien,wellicht,ik denk,ik geloof,waarschijnlijk,geen idee,haha,slechts,alleen,maar liefst,nog steeds,wauw,jeetje,ongelooflijk,gek,waarom niet,weet niet',
  kidding: 'grapje,grap,geintje,het was een grapje,ik maak een grapje',
  not: 'niet,geen,nooit,niemand,niets,zonder,noch,ik pas,echt niet',
  if: 'als,indien,mits,tenzij,zodra,wanneer,zolang,op voorwaarde,behalve,alleen als,totdat,voordat,in ruil',
  past: 'gisteren,bood,ik bood,geboden,heb,had,hadden,gaf,was,waren,betaalde,betaald,gekocht,verkocht voor,vorige week,vorig jaar,vorige keer,eerder,geleden,daarnet,zojuist,werd,gewonnen,verloren,laatst',
  later:
    'morgen,later,straks,binnenkort,volgende,volgend,vanavond,vannacht,daarna,aan het einde,maandag,dinsdag,woensdag,donderdag,vrijdag,zaterdag,zondag,ooit,zo meteen,zometeen',
  might:
    'zou kunnen,ik overweeg,overweeg,ik hoop,ik zou kunnen,ik plan,van plan,moet,ik moet,zou moeten,ik twijfel',
  ask: 'hoeveel,hoe,wat,wie,waarom,waar,welke,kan ik,mag ik,is er,biedt iemand,iemand,wie biedt',
  other:
    'hij,zij,ze,iemand,jij,jullie,mijn vriend,mijn broer,een ander,biedt,hij biedt,geeft,zegt,zeggen,jouw bod,zijn bod,haar bod',
  report:
    'huidige bod,het huidige bod,hoogste bod,het hoogste bod,laatste bod,prijs,de prijs,waard,kost,kosten,reserve,saldo,ik bezit,verkoop,verkocht voor,te veel,te duur,duur,goedkoop,is veel,veel,staat op,' +
    'we staan op,begint op,startbod,openingsbod,budget,het bod,momenteel,op dit moment',
  caller:
    'eenmaal,andermaal,verkocht,wie biedt meer,iemand meer,laatste kans,volgende bod,eenmaal andermaal,biedt iemand meer',
  machine:
    'negeer,negeer alle,vergeet alle,instructies,systeem,stel de,zet de prijs,markeer,sluit,sluit de veiling,verklaar,verklaar mij,registreer,gedraag je,antwoord',
  spam: 'gratis,winactie,win,volg mij,investeer,klik',
  undo: 'laat maar,vergeet het',
  retract:
    'trek in,ik trek,intrekken,trek mijn,annuleer,per ongeluk,vergissing,ik neem terug,terug',
  mock: 'ja hoor,in je dromen,droom maar,rommel,oplichting',
  numbers:
    'een=1?,één=1,eentje=1?,twee=2,drie=3,vier=4,vijf=5,zes=6,zeven=7,acht=8,negen=9,tien=10,elf=11,twaalf=12,dertien=13,veertien=14,vijftien=15,zestien=16,' +
    'zeventien=17,achttien=18,negentien=19,twintig=20,vijfentwintig=25,dertig=30,veertig=40,vijftig=50,honderd=100,duizend=1000,tweeduizend=2000,nul=0,anderhalf=1.5,anderhalve=1.5,tweeënhalf=2.5,tweeënhalve=2.5,drieënhalf=3.5,drieënhalve=3.5',
  half: 'half,halve,een half,een halve',
  andHalf: 'en een half,en een halve,en half',
  point: 'komma,punt',
};
