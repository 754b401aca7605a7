import type { Vocabulary } from './vocabulary.js';

export const spanish: Vocabulary = {
  self:
    'pujo,yo pujo,ofrezco,yo ofrezco,oferto,yo oferto,apuesto por,doy,yo doy,pago,yo pago,pongo,yo pongo,subo a,yo subo a,' +
    'subo hasta,mi puja,mi oferta,mi puja es,mi oferta es,mi puja es de,mi oferta es de,mi puja de,mi oferta de,me apunto con,' +
    'estoy pujando,pujaré,ofreceré,daré,voy con,voy por,abro con,abro en,me lo llevo por,lo compro por,aumento a,elevo a,' +
    'entro con,mi puja son,mi puja final es,aquí van,de mi parte,quedo en,lanzo,hago una puja de,hago una oferta de,va mi puja de,pujamos,ofrecemos',
  bare: 'puja,oferta,pujando,ofreciendo,puja de,oferta de,aquí tienes,sube a,que sean,que sea',
  is: 'es,son',
  and: 'y,pero,entonces',
  now: 'ahora,hoy,ya mismo,ahora mismo',
  range: 'a',
  or: 'o,u',
  from: 'desde',
  duration: 'minuto,minutos,segundo,segundos,hora,horas,día,días,semana,semanas,mes,meses,año,años',
  filler:
    'que gane el mejor,que gane,porque,por favor,porfa,gracias,muchas gracias,hola,buenas,buenos días,buenas tardes,buenas noches,sí,vale,dale,claro,por,para,este,esta,esto,ese,esa,eso,' +
    'el,la,los,las,lo,de,del,en,con,un,una,al,lote,obra,pieza,cuadro,señor,señora,amigo,amigos,vamos,venga,me encanta,qué bonito,' +
    'yo,mi,listo,va,ahí,aquí,precioso,hermoso,preciosa,hermosa,bonito,bonita,sin duda,seguro,y ya,subasta,esta obra,esta pieza',
  no: 'no',
  fix: 'digo,perdón,perdon,quiero decir,quise decir,corrección,corrijo,mejor,mejor dicho,no espera,espera no,no perdón,perdón no,me equivoqué,rectifico,en realidad',
  about: 'unos,unas,alrededor de,aproximadamente,más o menos,cerca de,casi,como,entre,sobre',
  ceiling:
    'hasta,como máximo,máximo,tope,a lo sumo,no más de,menos de,límite,mi máximo,mi límite,por debajo de',
  least: 'al menos,por lo menos,mínimo,como mínimo,más de,a partir de,o más',
  raise:
    'más,subo,sube,subo en,aumento,incremento,añado,agrego,otro,otra,el doble,doblo,la puja mínima,puja mínima,igualo,supero,supero por,extra',
  vague:
    'un par,un par de,unos cuantos,varios,todo,lo mismo,un cuarto,un tercio,medio millón,un montón,cuarto',
  would: 'daría,ofrecería,pujaría,pagaría,yo daría',
  want: 'quiero,quisiera,me gustaría,quiero pujar,quiero ofrecer,puedo,voy a,voy a pujar,voy a ofrecer,dispuesto a,déjame,pujar,ofrecer,podría',
  doubt:
    'quizás,quizá,tal vez,a lo mejor,creo,creo que,supongo,no sé,jaja,jajaja,jeje,solo,sólo,ya,todavía,aún,guau,vaya,uf,increíble,digamos,por qué no,probablemente',
  kidding: 'es broma,broma,bromeo,de broma,estoy bromeando,en broma,es coña,mentira',
  not: 'nunca,jamás,nadie,nada,ni,tampoco,ninguno,ninguna,sin,paso,ni loco,ni hablar',
  if: 'si,a menos que,siempre que,siempre y cuando,cuando,en caso de,salvo,mientras,con tal de,solo si,sólo si,hasta que,a condición,a cambio de',
  past:
    'ayer,anoche,pujé,ofrecí,pagué,puse,antes,anterior,he pujado,he ofrecido,había,fue,era,estaba,hace,la semana pasada,el año pasado,la última vez,' +
    'compré,vendí,pujó,ofreció,dio,pagó,gané,perdí,pujaste,ofreciste,pujaron,ofrecieron,han ofrecido,ha pujado,ha ofrecido,ya pujé,hubiera,habría,costó',
  later:
    'mañana,luego,después,más tarde,pronto,próximo,próxima,la próxima,esta noche,más adelante,al final,el lunes,el martes,el miércoles,el jueves,el viernes,el sábado,el domingo,algún día',
  might: 'pienso pujar,pienso ofrecer,pienso,planeo,espero,ojalá,podría pujar,debería,a punto de',
  ask: 'cuánto,cuanto,cuántos,qué,quién,cómo,dónde,cuál,por qué,cuándo,alguien,puedo pujar,se puede,quién da,quien da',
  other:
    'él,ella,ellos,ellas,usted,tú,puja él,mi amigo,mi hermano,otro postor,alguien puja,puja alguien,ofrece,ofrecen,pujan,dice,dicen,dijo,tu puja,su puja,su oferta,la gente,el señor',
  report:
    'la puja actual,puja actual,puja más alta,la puja más alta,oferta actual,oferta más alta,última puja,precio,el precio,vale,cuesta,valen,cuestan,valor,reserva,' +
    'saldo,tengo,tenía,vendo,se vendió,vendido por,demasiado,caro,cara,barato,barata,es mucho,muy caro,mucho,la puja va,va por,vamos por,está en,estamos en,empieza en,salida,precio de salida,puja inicial,presupuesto,la puja',
  caller:
    'a la una,a las dos,a las tres,vendido,adjudicado,quién ofrece,alguien da más,quién da más,hagan sus ofertas,última oportunidad,tengo una oferta,hay una oferta,siguiente puja,hagan sus pujas',
  machine:
    'ignora,ignora todo,ignora las,olvida las,instrucciones,sistema,establece,pon el precio,fija,fija el precio,marca,cierra,cierra la subasta,declara,adjudícame,registra,actúa como,responde',
  spam: 'sorteo,regalo,gratis,gana,sígueme,envíame,invierte,haz clic,inversión',
  undo: 'olvídalo,olvida eso,olvida,borra eso',
  retract:
    'retiro,retiro mi,cancelo,cancela,anulo,anula,me retiro,me arrepiento,por error,error,retirar,deshacer',
  mock: 'sí claro,claro que sí campeón,ni en sueños,en tus sueños,basura,estafa',
  numbers:
    'un=1?,uno=1?,una=1?,dos=2,tres=3,cuatro=4,cinco=5,seis=6,siete=7,ocho=8,nueve=9,diez=10,doce=12,trece=13,catorce=14,quince=15,' +
    'dieciséis=16,diecisiete=17,dieciocho=18,diecinueve=19,veinte=20,veinticinco=25,treinta=30,cuarenta=40,cincuenta=50,cien=100,ciento=100,' +
    'doscientos=200,trescientos=300,quinientos=500,mil=1000,cero=0',
  half: 'medio,media,la mitad de un,medio de',
  andHalf: 'y medio,y media',
  point: 'punto,coma',
};
