import type { Vocabulary } from './vocabulary.js';

export const portuguese: Vocabulary = {
  self:
    'ofereço,eu ofereço,dou,eu dou,licito,eu licito,lanço,eu lanço,meu lance,o meu lance,meu lance é,meu lance é de,meu lance de,minha oferta,' +
    'a minha oferta,minha oferta é,minha oferta é de,minha oferta de,pago,eu pago,subo para,aumento para,cubro com,estou dando,estou oferecendo,' +
    'vou de,vou com,vou dar,vou oferecer,abro com,abro em,darei,oferecerei,coloco,eu coloco,meto,boto,eu boto,fico com ele por,levo por,compro por,dou um lance de,faço um lance de,faço uma oferta de,eu vou de,da minha parte',
  bare: 'lance,oferta,lance de,oferta de,licitação de,lance é,oferecendo,aqui vão',
  is: 'é,são',
  and: 'e,mas,então',
  now: 'agora,hoje,já',
  range: 'a',
  or: 'ou',
  from: 'desde',
  duration: 'minuto,minutos,segundo,segundos,hora,horas,dia,dias,semana,semanas,mês,meses,ano,anos',
  filler:
    'tá bom,está bem,porque,por favor,pfv,obrigado,obrigada,valeu,olá,oi,bom dia,boa tarde,boa noite,sim,tá,beleza,claro,por,pelo,pela,para,pra,este,esta,isto,esse,essa,isso,' +
    'o,a,os,as,de,do,da,em,no,na,com,um,uma,lote,obra,peça,quadro,senhor,senhora,amigo,amigos,vamos,bora,adorei,amei,lindo,linda,eu,meu,minha,nesse,nessa,neste,nesta,aqui,fechado,leilão',
  fix: 'digo,perdão,desculpa,desculpe,quero dizer,quis dizer,correção,corrigindo,aliás,ou melhor,não espera,espera não,não desculpa,na verdade,melhor',
  about:
    'cerca de,aproximadamente,mais ou menos,quase,uns,umas,entre,por volta de,em torno de,tipo',
  ceiling: 'até,no máximo,máximo,teto,limite,menos de,abaixo de,meu máximo,meu limite',
  least: 'pelo menos,no mínimo,mínimo,mais de,a partir de,ou mais,acima de',
  raise:
    'mais,subo,aumento,incremento,acrescento,outro,outra,o dobro,dobro,lance mínimo,cubro,igualo,extra',
  vague: 'um par,um par de,alguns,vários,tudo,o mesmo,um quarto,um terço,um monte',
  would: 'daria,ofereceria,pagaria,eu daria,licitaria',
  want: 'quero,queria,gostaria,gostaria de,posso,quero dar,quero oferecer,disposto a,dar um lance,deixa eu,oferecer,licitar',
  doubt:
    'talvez,acho,acho que,sei lá,não sei,kkk,kkkk,kkkkk,rsrs,só,apenas,ainda,nossa,uau,caramba,incrível,digamos,por que não,provavelmente,suponho',
  kidding: 'brincadeira,brincando,tô brincando,estou brincando,é brincadeira,zoeira,mentira',
  no: 'não',
  not: 'nunca,jamais,ninguém,nada,nem,nenhum,nenhuma,sem,passo',
  if: 'se,a menos que,desde que,quando,caso,contanto que,a não ser que,somente se,só se,até que,enquanto,em troca de',
  past:
    'ontem,ofereci,dei,licitei,paguei,coloquei,antes,anterior,ofereceu,deu,licitou,pagou,foi,era,estava,tinha,há,atrás,semana passada,ano passado,última vez,' +
    'comprei,vendi,ganhei,perdi,ofereceram,deram,fiz,já dei,já ofereci,teria,tivesse,custou',
  later:
    'amanhã,depois,mais tarde,em breve,próximo,próxima,hoje à noite,no final,segunda feira,sexta feira,sábado,domingo,logo mais,um dia',
  might:
    'penso em,pensando em,pretendo,planejo,espero,poderia,deveria,tomara,quem dera,prestes a,poderia dar',
  ask: 'quanto,quantos,qual,quem,como,onde,por que,quando é,alguém,que horas,posso dar,quem dá',
  other:
    'ele,ela,eles,elas,você,vocês,meu amigo,meu irmão,outro licitante,oferece,oferecem,diz,disse,dizem,seu lance,lance dele,lance dela,o pessoal,alguém deu',
  report:
    'lance atual,o lance atual,maior lance,o maior lance,último lance,oferta atual,lance mais alto,preço,o preço,vale,custa,valem,custam,valor,reserva,saldo,tenho,tinha,' +
    'vendo,vendido por,demais,caro,cara,barato,barata,é muito,muito,está em,estamos em,começa em,lance inicial,preço inicial,orçamento,o lance',
  caller:
    'dou lhe uma,dou lhe duas,dou lhe três,vendido,arrematado,quem dá mais,alguém dá mais,última chance,façam seus lances,tenho um lance,próximo lance',
  machine:
    'ignore,ignora,ignore as,esqueça as,instruções,sistema,defina,defina o preço,marque,feche,feche o leilão,declare,registre,aja como,responda',
  spam: 'sorteio,grátis,ganhe,siga me,me siga,invista,clique,investimento',
  undo: 'esquece,esqueça,deixa pra lá,apaga isso',
  retract:
    'retiro,retiro meu,cancelo,cancela,cancele,anulo,desisto,por engano,engano,erro,me arrependi,desistir',
  mock: 'até parece,nem em sonho,nos seus sonhos,lixo,golpe',
  numbers:
    'um=1?,uma=1?,dois=2,duas=2,três=3,tres=3,quatro=4,cinco=5,seis=6,sete=7,oito=8,nove=9,dez=10,onze=11,doze=12,treze=13,quatorze=14,catorze=14,' +
    'quinze=15,dezesseis=16,dezessete=17,dezoito=18,dezenove=19,vinte=20,trinta=30,quarenta=40,cinquenta=50,cem=100,cento=100,duzentos=200,' +
    'quinhentos=500,mil=1000',
  half: 'meio,meia,metade de um,meio de',
  andHalf: 'e meio,e meia',
  point: 'ponto,vírgula',
};
