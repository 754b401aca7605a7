import type { Vocabulary } from './vocabulary.js';

export const italian: Vocabulary = {
  self:
    'offro,io offro,io do,rilancio a,io rilancio a,la mia offerta,mia offerta,la mia offerta è,la mia offerta è di,la mia offerta di,la mia puntata,la mia puntata è,' +
    'pago,metto,io metto,salgo a,arrivo a,apro a,apro con,parto da,offrirò,darò,ci metto,vado a,vado con,lo prendo per,lo prendo a,lo compro per,sto offrendo,faccio un offerta di,' +
    "faccio un'offerta di,offriamo,da parte mia,entro con,ne offro,ne do,vi offro,ti offro,alzo a",
  bare: 'offerta,puntata,offerta di,rilancio,ecco,facciamo,offerta è,puntata di',
  is: 'è,sono',
  and: 'e,ma,però,quindi,allora',
  now: 'adesso,ora,oggi,subito',
  range: 'a',
  or: 'o,oppure',
  duration:
    'minuto,minuti,secondo,secondi,ora,ore,giorno,giorni,settimana,settimane,mese,mesi,anno,anni',
  filler:
    "per favore,per piacere,grazie,grazie mille,ciao,salve,buongiorno,buonasera,sì,va bene,certo,per,questo,questa,quest'opera,quello,quella,il,lo,la,i,gli,le,l'opera,di,del,della,in,con,un,una," +
    "un',al,su,lotto,opera,pezzo,quadro,signore,signora,amici,ragazzi,dai,andiamo,forza,adoro,bello,bella,bellissimo,bellissima,stupendo,stupenda,io,mio,mia,volentieri,senza dubbio,mi piace,quest,asta",
  fix: 'scusa,scusate,scusi,volevo dire,voglio dire,intendevo,correzione,anzi,no aspetta,aspetta no,no scusa,no anzi,mi correggo,ho sbagliato,in realtà,meglio',
  about: 'circa,più o meno,quasi,intorno a,all incirca,tra,fra,tipo,verso',
  ceiling:
    'al massimo,massimo,non più di,fino a,limite,tetto,meno di,sotto,il mio massimo,il mio limite',
  least: 'almeno,minimo,come minimo,più di,a partire da,o più,oltre',
  raise:
    'più,rilancio,rilancio di,aggiungo,altro,altra,in più,il doppio,raddoppio,offerta minima,aumento,aumento di,ancora,pareggio',
  vague:
    'un paio,un paio di,alcuni,diversi,tutto,lo stesso,un quarto,un terzo,una decina,parecchi,un sacco',
  would: 'darei,offrirei,pagherei,punterei,metterei,direi',
  want: 'voglio,vorrei,posso,voglio offrire,vorrei offrire,disposto a,lasciami,offrire,sto per,puntare',
  doubt:
    'forse,magari,credo,penso,suppongo,non so,ahah,ahaha,haha,solo,soltanto,già,ancora,wow,incredibile,pazzesco,perché no,probabilmente,boh,mah',
  kidding: 'scherzo,sto scherzando,scherzavo,è uno scherzo,per scherzo,per ridere,battuta',
  not: 'non,mai,nessuno,nessuna,niente,nulla,né,neanche,nemmeno,senza,passo,neppure',
  if: 'se,a meno che,a condizione,purché,quando,qualora,nel caso,solo se,finché,fino a quando,appena,in cambio',
  past:
    'ieri,ho offerto,ho dato,ho puntato,ho pagato,avevo,ha offerto,ha dato,ha puntato,hanno offerto,era,ero,prima,precedente,fa,la settimana scorsa,scorso,scorsa,l anno scorso,' +
    "l'ultima volta,comprato,venduto a,pagato,ho,ha,hanno,vinto,perso,avrei,avrebbe,offerto,offrì",
  later:
    'domani,più tardi,dopo,presto,prossimo,prossima,stasera,stanotte,alla fine,la prossima volta,lunedì,martedì,mercoledì,giovedì,venerdì,sabato,domenica,un giorno,poi',
  might: 'penso di,sto pensando,ho intenzione,spero,potrei,dovrei,conto di',
  ask: 'quanto,quanti,quale,chi,dove,perché,quando finisce,qualcuno,chi offre,posso offrire,cosa,che cosa',
  other:
    'lui,lei,loro,qualcuno,tu,voi,il mio amico,mio fratello,un altro offerente,offre,offrono,dice,dicono,ha detto,tua offerta,sua offerta,la sua offerta,la gente',
  report:
    'offerta attuale,l offerta attuale,offerta più alta,ultima offerta,miglior offerta,prezzo,il prezzo,vale,costa,valgono,costano,valore,riserva,saldo,possiedo,vendo,venduto per,' +
    "troppo,caro,cara,economico,è tanto,tanto,molto,siamo a,è a,parte da,base d'asta,prezzo di partenza,budget,l'offerta,l'offerta attuale,attualmente",
  caller:
    'e uno,e due,e tre,aggiudicato,venduto,chi offre di più,ultima chiamata,fate le vostre offerte,prossima offerta,chi dà di più,abbiamo un offerta',
  machine:
    'ignora,ignorate,ignora le,dimentica le,istruzioni,sistema,imposta,imposta il prezzo,fissa,segna,chiudi,chiudi l asta,dichiara,dichiarami,registra,agisci come,rispondi',
  spam: 'gratis,regalo,vinci,seguimi,investi,clicca,investimento,concorso',
  undo: 'lascia stare,lascia perdere,dimentica,dimenticalo,come non detto',
  retract:
    'ritiro,ritiro la,annullo,annulla,annullate,mi ritiro,per errore,errore,ritirare,mi sono sbagliato',
  mock: 'come no,sì certo,nei tuoi sogni,nei miei sogni,spazzatura,truffa',
  numbers:
    'un=1?,uno=1?,una=1?,due=2,tre=3,quattro=4,cinque=5,sei=6,sette=7,otto=8,nove=9,dieci=10,undici=11,dodici=12,tredici=13,quattordici=14,quindici=15,' +
    'venti=20,trenta=30,quaranta=40,cinquanta=50,cento=100,mille=1000,mila=1000,duemila=2000',
  half: 'mezzo,mezza,metà di un',
  andHalf: 'e mezzo,e mezza',
  point: 'virgola',
};
