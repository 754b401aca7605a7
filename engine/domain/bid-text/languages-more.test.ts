import { describe } from 'vitest';
import { testReadings } from '../../testing/readings.js';

describe('offers and no offers in the languages of the west', () => {
  testReadings(`
    ambiguous  | 1, 5 ETH
    ambiguous  | 1. 5 ETH
    3 ETH      | 2. I mean 3 ETH
    ambiguous  | 5 ETH. 1
    ambiguous  | <2 ETH
    2 ETH      | 2 ETH <3
    250 USD    | two hundred and fifty dollars
    100 USD    | 100 US dollars
    ambiguous  | ofrezco la mitad
    ambiguous  | me gustaría pujar 2 ETH
    ambiguous  | quiero pujar 2 ETH
    ambiguous  | voy a pujar 2 ETH
    ambiguous  | yo pujaría 2 ETH
    none       | él puja 3 ETH
    ambiguous  | ¿2 ETH?
    2 ETH      | ¡2 ETH!
    2 ETH      | pujo 2 ETH!!!
    2 ETH      | Pujo 2 ETH por el lote 3
    none       | pujo 2 ETH si nadie más puja
    ambiguous  | pujo 2 ETH o 3 ETH
    ambiguous  | pujo más de 2 ETH
    ambiguous  | pujo el doble
    2 ETH      | no, pujo 2 ETH
    none       | no voy a pujar 2 ETH
    none       | nunca pujo 2 ETH
    none       | la puja actual es 2 ETH
    none       | ¿quién da 3 ETH?
    none       | 3 ETH a la una
    none       | retiro mi puja de 2 ETH
    none       | cancelo
    2 ETH      | 2 eth por favor
    1.5 ETH    | hola, ofrezco 1,5 eth por la obra
    1.5 ETH    | Eu ofereço 1,5 ETH
    2 ETH      | ofereço 2 ETH pelo lote 4
    3 ETH      | aumento para 3 ETH
    none       | não pago 2 ETH
    none       | ele deu 3 ETH
    none       | alguém deu 3 ETH
    none       | o lance atual é 3 ETH
    none       | dou 2 ETH amanhã
    ambiguous  | dou 2 ou 3 ETH
    2 ETH      | 2 ETH por favor
    ambiguous  | queria dar 2 ETH
    2 ETH      | Je propose 2 ETH
    3 ETH      | je monte à 3 ETH
    2 ETH      | je mise 2 ETH sur ce lot
    ambiguous  | je mise 2 ou 3 ETH
    none       | je ne mise pas 2 ETH
    none       | je n'ai pas 2 ETH
    none       | il offre 3 ETH
    none       | quelqu'un offre 3 ETH
    none       | l'enchère actuelle est de 3 ETH
    2 ETH      | 2 ETH s'il vous plaît
    2 ETH      | 2 ETH svp
    2 ETH      | deux eth
    0.5 ETH    | un demi ETH
    none       | j'aurais offert 2 ETH
    ambiguous  | j'offrirais 2 ETH
    ambiguous  | je voudrais offrir 2 ETH
    none       | je retire mon offre de 2 ETH
    ambiguous  | j'offre 2 ETH, je rigole
    2 ETH      | Ich gebe 2 ETH
    3 ETH      | ich gehe auf 3 ETH
    3 ETH      | ich erhöhe auf 3 ETH
    ambiguous  | ich erhöhe um 0,1 ETH
    ambiguous  | ich erhöhe um 1
    ambiguous  | ich biete 2 oder 3 ETH
    ambiguous  | ich biete maximal 2 ETH
    ambiguous  | ich biete 2 ETH, nein 3 ETH
    3 ETH      | ich biete 2 ETH, ich meine 3 ETH
    none       | wer bietet 3 ETH
    none       | jemand bietet 3 ETH
    none       | biete jemand 2 ETH
    2 ETH      | 2 ETH bitte
    2 ETH      | zwei ETH bitte
    none       | das Gebot liegt bei 2 ETH
    none       | das aktuelle Gebot ist 2 ETH
    none       | ich ziehe mein Gebot von 2 ETH zurück
    ambiguous  | ich möchte 2 ETH bieten
    ambiguous  | ich will 2 ETH bieten
    none       | kann ich 2 ETH bieten?
    none       | ich bot 2 ETH
    2 ETH      | io offro 2 ETH
    3 ETH      | rilancio a 3 ETH
    ambiguous  | rilancio di 0,1 ETH
    ambiguous  | offro 2 o 3 ETH
    none       | qualcuno offre 3 ETH
    none       | l'offerta attuale è 3 ETH
    2 ETH      | 2 ETH per favore
    ambiguous  | vorrei offrire 2 ETH
    none       | ritiro la mia offerta di 2 ETH
    ambiguous  | offro 2 ETH, scherzo
    none       | non do 2 ETH
    2 ETH      | Ik bied 2 ETH alstublieft
    3 ETH      | ik ga naar 3 ETH
    ambiguous  | ik verhoog met 0,1 ETH
    ambiguous  | ik bied 2 of 3 ETH
    none       | iemand biedt 3 ETH
    none       | het hoogste bod is 3 ETH
    ambiguous  | ik zou 2 ETH bieden
    ambiguous  | ik wil 2 ETH bieden
    2 ETH      | 2 ETH graag
    none       | ik trek mijn bod van 2 ETH in
    none       | ik bied niet 2 ETH
  `);
});

describe('offers and no offers in the languages of the east', () => {
  testReadings(`
    2 ETH      | 2ETHで
    2 ETH      | 2ETHでお願いします！
    2.5 ETH    | 2.5ETHで入札お願いします
    2 ETH      | 2ETHいきます
    2 ETH      | 2ETH行きます！
    2 ETH      | 2ETH出します
    none       | 2ETHなら出します
    ambiguous  | 2ETH出せます
    2 ETH      | 2ETH払います
    none       | 現在の入札は2ETH
    none       | 現在2ETH
    none       | 彼は2ETHで入札
    none       | 田中さんが2ETH入札
    ambiguous  | 2ETHか3ETHで入札します
    ambiguous  | 2ETHから3ETH
    ambiguous  | 2ETH以上
    ambiguous  | 2ETHくらい
    ambiguous  | 2ETH入札したい
    ambiguous  | 2ETH入札するつもり
    none       | 2ETHは高い
    none       | 2ETHは無理
    none       | 2ETH 入札やめます
    none       | 入札を取り消します
    ambiguous  | 入札します
    2.5 ETH    | ２．５ＥＴＨで入札！
    2 ETH      | ロット3 2ETH
    ambiguous  | 冗談です 2ETH
    ambiguous  | 2ETH入札、冗談です
    3 ETH      | 3ETHに上げます
    ambiguous  | 2ETHプラス
    2 ETH      | 2 이더
    2 ETH      | 2이더요
    2 ETH      | 2이더 콜
    2 ETH      | 2이더 갑니다
    ambiguous  | 2이더 이상
    ambiguous  | 2이더 정도
    ambiguous  | 2이더나 3이더
    ambiguous  | 2 이더 또는 3 이더
    none       | 2이더 입찰했어요
    ambiguous  | 2이더 입찰하고 싶어요
    none       | 2이더 입찰 가능한가요?
    none       | 2이더 안 해요
    none       | 현재 2이더
    none       | 현재가 2이더
    none       | 친구가 2이더 입찰
    none       | 2이더는 너무 비싸요
    none       | 입찰 취소
    ambiguous  | 입찰합니다
    2 ETH      | 두 이더
    ambiguous  | 두 이더 반
    0.5 ETH    | 반 이더
    ambiguous  | 2이더 입찰, 농담이에요
    3 ETH      | 3이더로 올립니다
    ambiguous  | 2이더 더
    ambiguous  | 두배로
    2 ETH      | 我出2个ETH
    2 ETH      | 我出两个ETH
    2 ETH      | 2ETH!
    2 ETH      | 2ETH 我要了
    2 ETH      | 我给2ETH
    2 ETH      | 我出2ETH吧
    none       | 我出2ETH行吗
    none       | 2ETH可以吗
    none       | 当前2ETH
    none       | 当前出价2ETH
    none       | 他出2ETH
    ambiguous  | 老王出2ETH
    none       | 我没出2ETH
    ambiguous  | 我想出2ETH
    ambiguous  | 我可以出2ETH
    ambiguous  | 我出2ETH或3ETH
    ambiguous  | 至少2ETH
    ambiguous  | 2ETH左右
    none       | 2ETH太贵了
    none       | 不要2ETH
    none       | 撤回我的2ETH出价
    ambiguous  | 我出价
    ambiguous  | 出价
    ambiguous  | 我出2ETH，开玩笑
    3 ETH      | 出2ETH，不对，3ETH
    ambiguous  | 我出2ETH，明天3ETH
    2000 USD   | 我出两千美元
    2000 USD   | 我出2千美金
    20000 USD  | 2万美元
    2.5 ETH    | 二点五ETH
    2.5 ETH    | 两个半以太坊
    ambiguous  | 加0.1ETH
    ambiguous  | 翻倍
    2 ETH      | даю два эфира
    2 ETH      | 2 эфира!
    ambiguous  | две с половиной
    2 ETH      | 2 ETH пожалуйста
    ambiguous  | даю 2 ETH или 3 ETH
    ambiguous  | хочу поставить 2 ETH
    none       | он даёт 3 ETH
    none       | Иван ставит 3 ETH
    none       | текущая ставка 3 ETH
    ambiguous  | сейчас 3 ETH
    none       | 3 ETH дорого
    none       | я не даю 2 ETH
    none       | я ставил 2 ETH
    ambiguous  | я ставлю 2 ETH шучу
    none       | снимаю ставку 2 ETH
    none       | отменяю ставку
    ambiguous  | ставлю
    none       | кто даст 3 ETH
    ambiguous  | не меньше 2 ETH
    ambiguous  | плюс 0.1
    ambiguous  | добавляю 0.1 ETH
    3 ETH      | повышаю до 3 ETH
    3 ETH      | ставлю 2 ETH, нет, 3 ETH
    2 ETH      | 2 ETH
    2 ETH      | iki ETH
    2 ETH      | 2 ETH lütfen
    none       | 2 ETH verdim
    ambiguous  | 2 ETH vereceğim
    ambiguous  | 2 ETH veririm
    ambiguous  | 2 ETH verebilirim
    none       | 2 ETH veriyor musunuz
    ambiguous  | 2 veya 3 ETH
    ambiguous  | en fazla 2 ETH
    ambiguous  | en az 2 ETH
    ambiguous  | 2 ETH civarı
    none       | birisi 2 ETH verdi
    none       | o 2 ETH veriyor
    none       | şu an 2 ETH
    none       | 2 ETH çok pahalı
    2 ETH      | teklifim 2 ETH
    none       | teklifimi geri çekiyorum
    ambiguous  | 2 ETH veriyorum şaka
    ambiguous  | 3 ETH'ye artırıyorum
    ambiguous  | 0.1 ETH artırıyorum
    0.5 ETH    | yarım ETH
    1.5 ETH    | bir buçuk ETH
    2 ETH      | أعرض 2 ETH
    2 ETH      | أنا أعرض 2 ETH
    2 ETH      | ٢ إيثر
    2 ETH      | 2 إيثر من فضلك
    1000 USD   | أدفع ألف دولار
    1000 USD   | أدفع ١٠٠٠ دولار
    ambiguous  | أعرض ٢٬٥٠٠ دولار
    none       | لن أعرض 2 ETH
    none       | هو عرض 3 ETH
    none       | شخص عرض 3 ETH
    none       | السعر الحالي 3 ETH
    ambiguous  | أعرض 2 أو 3 ETH
    ambiguous  | أريد أن أعرض 2 ETH
    none       | أسحب عرضي 2 ETH
    ambiguous  | أعرض 2 ETH أمزح
    none       | من يدفع 3 ETH؟
    none       | أعرض 2 ETH؟
  `);
});
