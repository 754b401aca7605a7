import type { Currency } from './reading.js';

/** What stands in a unit's place: a currency, or why none can be told. */
export type Unit =
  { readonly currency: Currency } | { readonly currency?: never; readonly doubt: string };

const WORDS = new Map<string, Currency>();
const NAMES: Readonly<Record<Currency, string>> = {
  ETH:
    'eth eths ether ethers ethereum ethereums ξ ethh ethhh etth eeth eht ethe ethr ehter etehr etherium etheruem etherum ' +
    'ethereium etherem ethreum ethereumm ehtereum etéreo éter étér éther éthers éthereum eter ethér ethereums ether. eteri etere ' +
    'эфир эфира эфиров эфире эфиры эфириум эфириума эфирчик эфирчиков эфирок эфиру эфиром ' +
    'イーサ イーサー イーサリアム エーテル イーサリウム 이더 이더리움 이더륨 以太 以太币 以太幣 以太坊 以太网 ' +
    'إيثر ايثر إيثيريوم ايثيريوم إيثريوم ايثريوم ايثريم إيث ايث إيثيرم الايثر ايثيرم إثير اثير الإيثر',
  WETH: 'weth weths',
  USD:
    'usd usds dollar dollars dollors dolars dollers buck bucks $ dólar dólares dolar dolares dollari dollaro доллар доллара долларов доллары бакс бакса баксов баксы ' +
    'ドル 米ドル 달러 달라 불 美元 美金 刀 美刀 دولار دولارا دولارات doları us$ dollar. usdollar usdollars',
  USDC: 'usdc',
  GBP: 'gbp pound pounds quid £ libras libra sterlin pfund sterling фунт фунта фунтов ポンド 英ポンド 파운드 英镑 英鎊 جنيه pond livres',
  EUR: 'eur euro euros € евро ユーロ 유로 欧元 歐元 يورو avro eurosu euró',
  SOL: 'sol sols solana solanas 솔라나 ソラナ солана соланы ◎ سولانا',
  BTC: 'btc btcs bitcoin bitcoins ₿ биткоин биткоина биткоинов биткойн битков ビットコイン 비트코인 比特币 比特幣 بيتكوين bitcoini',
};
for (const [currency, words] of Object.entries(NAMES) as [Currency, string][]) {
  for (const word of words.split(' ')) {
    WORDS.set(word, currency);
    const arabic = word.replace(/[أإآ]/g, 'ا');
    if (!WORDS.has(arabic)) WORDS.set(arabic, currency);
  }
}

/** Every word and sign that names a currency. */
export const allUnits = (): readonly string[] => [...WORDS.keys(), ...FOREIGN];

/** Letters of other scripts that look like these on a screen. */
const LOOKALIKES = new Map<string, string>(
  Array.from(
    'аaеeтtнhоoсcѕsԁdυuрpіiкkвbԝwοoτtεeηhνvιiĸkѵvһhμuзzɡgꓰeꓔtꓧhᴇeᴛtʜhꭼeıiｅeաwտsυuԍg'.matchAll(
      /(.)(.)/gu,
    ),
    (pair) => [pair[1] ?? '', pair[2] ?? ''],
  ),
);

const LOOKALIKE = { doubt: 'a lookalike or hidden character in a number or unit' } as const;
/** Dollars and other money that no lot is sold in, and units smaller than a currency. */
const FOREIGN = new Set(
  (
    'cad aud nzd hkd sgd jpy yen cny rmb yuan usdt tether dai doge dogecoin shib pepe matic pol bnb ada xrp avax trx link ' +
    'uni arb op base steth reth cbeth wbtc gwei wei finney szabo sats satoshi satoshis inr rupees rupee krw won pesos ' +
    'mxn reais brl real chf francs franken rub руб рублей рубля рубль tl lira try kuruş ₺ ₽ ₹ ¥ ₩ ₦ ₫ ₱ ฿ ₴ ₪ 円 元 원 rmb 人民币'
  ).split(' '),
);

/** The currency a word or sign names; a word made to look like one gives the doubt. */
export function unitOf(word: string): Unit | undefined {
  const unit = UNITS.get(word);
  if (unit || PLAIN.test(word)) return unit;
  const plain = word
    .replace(/^(?:d|l|dell)'/, '')
    .replace(/'(?:s|y?e|y?a|den|dan|lik|luk|i|u|nin)$/, '');
  const skeleton = skeletonOf(plain);
  if (skeleton === plain) return UNITS.get(plain);
  return skeleton !== undefined && WORDS.has(skeleton) ? LOOKALIKE : UNITS.get(plain);
}

/** Nothing in it is to be stripped or looks like something else. */
const PLAIN = /^[^'\u0080-\uffff]*$/;

const UNITS = new Map<string, Unit>([
  ...[...FOREIGN].map(
    (word) => [word, { doubt: 'a unit that is no currency of the room' }] as const,
  ),
  ...[...WORDS].map(([word, currency]) => [word, { currency }] as const),
]);

/** The word as it looks, letter by letter; undefined when a letter looks like none of ours. */
function skeletonOf(word: string): string | undefined {
  let skeleton = '';
  for (const letter of word) {
    const look = LOOKALIKES.get(letter) ?? (letter < '\u0300' ? bareLetter(letter) : letter);
    if (look > '\u03ff' && look !== '₿') return undefined;
    skeleton += look;
  }
  return skeleton;
}

const bareLetter = (letter: string): string =>
  letter < '\u0080' ? letter : (letter.normalize('NFD')[0] ?? letter);
