import { describe } from 'vitest';
import { testReadings } from '../../testing/readings.js';

describe('reading bids in Spanish', () => {
  testReadings(`
    2 ETH      | pujo 2 ETH
    2 ETH      | Ofrezco 2 ETH por esta obra
    2.5 ETH    | ofrezco dos y medio
    2 ETH      | mi puja es de 2 eth
    3 ETH      | doy 3
    3 ETH      | subo a 3 eth
    2 ETH      | dos eth
    none       | no pujo 2 ETH
    none       | pujé 2 ETH ayer
    none       | ¿puedo pujar 2 ETH?
    none       | si baja de 2 pujo 2 ETH
    none       | mañana pujo 2 ETH
    ambiguous  | daría 2 ETH
    none       | alguien puja 3 ETH
    ambiguous  | unos 2 ETH
    ambiguous  | hasta 3 ETH
    ambiguous  | 2 o 3 ETH
    4 ETH      | 3 ETH, perdón, 4 ETH
    ambiguous  | pujo 2 eth, es broma
    none       | a la una, a las dos
    none       | vendido por 3 ETH
  `);
});

describe('reading bids in Portuguese', () => {
  testReadings(`
    2 ETH      | dou 2 ETH
    2 ETH      | meu lance é 2 ETH
    2.5 ETH    | dou dois e meio ETH
    none       | não dou 2 ETH
    none       | se ninguém der mais, dou 2 ETH
    none       | amanhã dou 2 ETH
    none       | ontem dei 2 ETH
    ambiguous  | daria 2 ETH
    ambiguous  | até 3 ETH
    2 ETH      | lance de 2 ETH
    none       | quanto custa, 2 ETH?
  `);
});

describe('reading bids in French', () => {
  testReadings(`
    2 ETH      | j'offre 2 ETH
    2.5 ETH    | je mets deux et demi
    2.5 ETH    | j'offre 2,5 ETH
    2 ETH      | mon enchère : 2 ETH
    none       | je n'offre pas 2 ETH
    none       | j'ai offert 2 ETH hier
    none       | si ça baisse, j'offre 2 ETH
    none       | demain j'offre 2 ETH
    ambiguous  | je donnerais 2 ETH
    ambiguous  | environ 2 ETH
    ambiguous  | jusqu'à 3 ETH
    none       | est-ce que 2 ETH suffit ?
    none       | adjugé, vendu à 3 ETH
  `);
});

describe('reading bids in German', () => {
  testReadings(`
    2 ETH      | ich biete 2 ETH
    2 ETH      | Ich biete zwei ETH
    2.5 ETH    | ich biete 2,5 ETH
    2.5 ETH    | biete zweieinhalb ETH
    2 ETH      | mein Gebot: 2 ETH
    2 ETH      | 2 ETH biete ich
    none       | ich biete nicht 2 ETH
    none       | ich habe 2 ETH geboten
    none       | morgen biete ich 2 ETH
    none       | wenn niemand mehr bietet, biete ich 2 ETH
    ambiguous  | ich würde 2 ETH geben
    ambiguous  | etwa 2 ETH
    ambiguous  | bis zu 3 ETH
    none       | zum ersten, zum zweiten
    none       | er bietet 3 ETH
    1.5 ETH    | anderthalb ETH
    0.5 ETH    | ich biete einen halben ETH
    1 ETH      | ich biete ein ETH
  `);
});

describe('reading bids in Italian', () => {
  testReadings(`
    2 ETH      | offro 2 ETH
    2.5 ETH    | offro due e mezzo ETH
    2 ETH      | la mia offerta è di 2 ETH
    none       | non offro 2 ETH
    none       | ieri ho offerto 2 ETH
    none       | domani offro 2 ETH
    none       | se scende offro 2 ETH
    ambiguous  | darei 2 ETH
    ambiguous  | circa 2 ETH
    ambiguous  | fino a 3 ETH
  `);
});

describe('reading bids in Dutch', () => {
  testReadings(`
    2 ETH      | ik bied 2 ETH
    2.5 ETH    | ik bied twee en een half ETH
    1.5 ETH    | anderhalve ETH
    2 ETH      | mijn bod is 2 ETH
    none       | ik bied geen 2 ETH
    none       | gisteren bood ik 2 ETH
    none       | morgen bied ik 2 ETH
    none       | als niemand biedt, bied ik 2 ETH
    ambiguous  | ongeveer 2 ETH
    ambiguous  | tot maximaal 3 ETH
    none       | eenmaal, andermaal, verkocht
  `);
});
