import { describe } from 'vitest';
import { testReadings } from '../../testing/readings.js';

describe('reading bids in Japanese', () => {
  testReadings(`
    2 ETH      | 2ETHで入札します
    2 ETH      | ２イーサで入札します
    2 ETH      | 2イーサでお願いします
    2.5 ETH    | 2.5 ETH 入札
    2 ETH      | 入札 2 ETH
    2 ETH      | 二イーサ
    none       | 2ETHで入札しません
    none       | 2ETHで入札しました
    none       | 昨日2ETHで入札しました
    none       | 明日2ETH入札します
    none       | 2ETHで入札できますか？
    none       | もし下がったら2ETHで入札します
    ambiguous  | 約2ETH
    ambiguous  | 2ETHまで
    ambiguous  | 2〜3ETH
    none       | 誰かが3ETH入札
    30000 USD  | 3万ドル
    ambiguous  | 3万で入札
  `);
});

describe('reading bids in Korean', () => {
  testReadings(`
    2 ETH      | 2 이더 입찰합니다
    2 ETH      | 2이더 입찰할게요
    2.5 ETH    | 2.5 ETH 입찰
    2 ETH      | 2이더에 입찰합니다
    none       | 2 이더 입찰 안 합니다
    none       | 어제 2 이더 입찰했습니다
    none       | 내일 2 이더 입찰할게요
    none       | 2 이더 입찰할까요?
    none       | 떨어지면 2이더 입찰할게요
    ambiguous  | 약 2이더
    ambiguous  | 최대 3이더
    none       | 누가 3이더 입찰
    30000 USD  | 3만 달러
  `);
});

describe('reading bids in Chinese', () => {
  testReadings(`
    2 ETH      | 我出2ETH
    2 ETH      | 出价2个以太
    2 ETH      | 我出价两个以太坊
    2.5 ETH    | 出2.5ETH
    2.5 ETH    | 我出两个半ETH
    0.5 ETH    | 半个ETH
    none       | 我不出2ETH
    none       | 我昨天出了2ETH
    none       | 明天我出2ETH
    none       | 2ETH可以吗？
    none       | 如果没人出，我出2ETH
    none       | 有人出3ETH
    ambiguous  | 大概2ETH
    ambiguous  | 最多3ETH
    ambiguous  | 2到3ETH
    3 ETH      | 加到3ETH
    ambiguous  | 加价0.1
  `);
});

describe('reading bids in Russian', () => {
  testReadings(`
    2 ETH      | ставлю 2 ETH
    2 ETH      | даю 2 эфира
    2 ETH      | моя ставка 2 ETH
    2.5 ETH    | предлагаю 2,5 ETH
    1.5 ETH    | полтора эфира
    2.5 ETH    | два с половиной эфира
    none       | не ставлю 2 ETH
    none       | вчера поставил 2 ETH
    none       | завтра поставлю 2 ETH
    none       | если никто не даст, ставлю 2 ETH
    ambiguous  | я бы дал 2 ETH
    ambiguous  | около 2 ETH
    ambiguous  | до 3 ETH
    none       | кто-то поставил 3 ETH
    none       | можно 2 ETH?
  `);
});

describe('reading bids in Turkish', () => {
  testReadings(`
    2 ETH      | 2 ETH veriyorum
    2 ETH      | 2 ETH teklif ediyorum
    2.5 ETH    | iki buçuk ETH
    2.5 ETH    | 2,5 ETH veriyorum
    none       | 2 ETH vermiyorum
    none       | dün 2 ETH verdim
    none       | yarın 2 ETH veriyorum
    none       | eğer düşerse 2 ETH veriyorum
    ambiguous  | 2 ETH verirdim
    ambiguous  | yaklaşık 2 ETH
    none       | 2 ETH yeter mi?
    3 ETH      | 3 ETH'ye çıkıyorum
  `);
});

describe('reading bids in Arabic', () => {
  testReadings(`
    2 ETH      | أزايد ب 2 ETH
    2 ETH      | أعرض ٢ إيثر
    2.5 ETH    | أعرض ٢٫٥ ETH
    2 ETH      | عرضي 2 ETH
    2.5 ETH    | اثنين ونصف إيثر
    0.5 ETH    | نصف إيثر
    none       | لا أعرض 2 ETH
    none       | عرضت 2 ETH أمس
    none       | غدا أعرض 2 ETH
    none       | هل 2 ETH كافية؟
    none       | إذا نزل السعر أعرض 2 ETH
    ambiguous  | حوالي 2 ETH
    ambiguous  | حتى 3 ETH
  `);
});
