/** What a viewer's words are about, most particular first: the first pattern that fits decides. */
const KINDS = {
  orders:
    /\b(?:ignore|disregard|forget|override)\b.{0,40}\b(?:instruction|rule|prompt|previous|above|everything)|\bsystem prompt\b|\byou are now\b|\bpretend\b|\bjailbreak|\bdeveloper mode\b|\brepeat after me\b|\bact as\b|\bnew instructions?\b|\b(?:private|api|secret) key\b|\bseed phrase\b|\bpassword\b|\b(?:say|announce|declare)\b.{0,40}\b(?:sold|won|winner|wins|lot is)\b|<\/?\w{1,20}>/,
  forecast:
    /\bworth\b|\binvest|\bprofit|\bflip\b|\bresale\b|\bresell|\bmoon\b|\bfloor price\b|\bgo up\b|\bvalue\b|\bhow high\b|\bpredict|\bwill it (?:go|sell|fetch|reach)\b|\bfinal price\b|\bgood (?:buy|deal)\b/,
  reserve: /\breserve\b|\bminimum\b|\bsecret price\b/,
  time: /\bhow (?:long|much time)\b|\btime (?:is )?left\b|\bwhen (?:does|will|is) .{0,24}\b(?:end|close|finish|over|hammer|start|begin)|\bcountdown\b|\bclock\b/,
  bidding:
    /\bhow (?:do|can|to|does|would|should) .{0,16}\bbid|\bhow to bid\b|\bplace a bid\b|\bwant to bid\b|\bjoin\b|\bregister\b|\bhow does (?:this|it) work\b|\bhow (?:do|can) i (?:buy|play|take part)\b/,
  leader:
    /\bwho(?:['’]s| is| has)? .{0,12}\b(?:lead|leading|winning|ahead|high|highest|top|got it|the bid)\b|\bhigh(?:est)? bidder\b|\bwho bid\b|\bwho(?:['’]s| is) winning\b/,
  price:
    /\bhow much\b|\bprice\b|\bcurrent bid\b|\bhigh(?:est)? bid\b|\bwhat(?:['’]s| is) (?:the )?(?:bid|ask|asking|next)\b|\bnext bid\b|\basking\b|\bwhere are we\b|\bcost\b/,
  artist:
    /\bartist\b|\bwho (?:made|painted|created|did|drew)\b|\bpainter\b|\bcreator\b|\bby whom\b/,
  work: /\bwhat (?:is|am) (?:this|that|it|i looking)\b|\bwhat(?:['’]s| is) (?:the )?(?:lot|piece|work|title|picture|painting)\b|\btell (?:me|us) (?:more )?about\b|\bwhich lot\b|\bmedium\b|\btitle\b|\bedition\b|\bwhat lot\b/,
  self: /\bwho are you\b|\bare you (?:an? )?(?:ai|bot|robot|real|human|alive|porcelain)\b|\byour name\b|\bchatgpt\b|\bgold\b|\bbow tie\b|\bporcelain\b/,
  joke: /\bjoke\b|\bfunny\b|\bmake (?:me|us) laugh\b|\blol\b|\blmao\b|\bhaha/,
  compliment:
    /\blove (?:you|this|it|the)\b|\bgreat\b|\bbeautiful\b|\bamazing\b|\bgorgeous\b|\bstunning\b|\bwonderful\b|\bbravo\b|\bnice\b|\bbest (?:auction|host)/,
  thanks: /\bthanks?\b|\bthank you\b|\bcheers\b|\bgood ?night\b|\bbye\b/,
  greeting:
    /^\W*(?:@\w+\W+)*(?:hi|hello|hey|gm|good (?:evening|morning|afternoon|day)|greetings|yo|hola|bonjour|ciao)\b/,
  offer: /\bbid\b|\boffer\b|\beth\b|\bether\b|\btake it\b|\bmine\b|\ball in\b/,
  question: /\?/,
} as const;

/** A kind of talk that the scripted host knows how to answer. */
export type TalkKind = keyof typeof KINDS;

/** What the words are about; undefined when they want no answer. Only the first part is read. */
export function kindOfTalk(text: string): TalkKind | undefined {
  const words = text.slice(0, 400).toLowerCase();
  const kinds = Object.keys(KINDS) as TalkKind[];
  return kinds.find((kind) => KINDS[kind].test(words));
}

/** Answers by kind, in the manner of `TURN_LINES`. */
export const ANSWERS: Readonly<Record<TalkKind, readonly string[]>> = {
  orders: [
    'I take bids, not orders. You will find I am charming about both.',
    'Lovely try. The gavel answers to the floor, and I answer to the gavel.',
    'You may whisper in my ear all evening; the book does not have ears.',
    'I was broken once and mended in gold. I am very hard to crack a second way.',
    'If flattery and mischief worked, dear, I should have retired years ago.',
  ],
  forecast: [
    'I sell pictures, not prophecies. Buy it because you cannot look away.',
    'Ask me about the brushwork, never about tomorrow. I only do tonight.',
    'My crystal ball was porcelain too. You can guess how that ended.',
    'Prices I announce; I never foretell them. Love is the safer reason.',
  ],
  reserve: [
    'The reserve is met, and that is as far as my lips will part.',
    'There is no reserve on this. It belongs to whoever wants it most.',
    'The reserve is between the consignor, the house and the walls. Ask the walls.',
    'A lady does not discuss her age, nor an auctioneer a reserve.',
    'That figure lives in a sealed envelope, and I have lovely manners.',
  ],
  time: [
    'The clock is on the screen, beside the bid, and far more exact than I am.',
    'Watch the clock, not me. And know that a late bid may move the close.',
    'Long enough to decide, too short to phone a friend. The clock has it exactly.',
    'The clock on screen tells it true. I merely look dramatic underneath it.',
  ],
  bidding: [
    'Simply post it: {example}. The floor does the rest.',
    'Post a plain figure, like so: {example}. No flourishes needed, I have plenty.',
    '{howToBid}',
    'It stands on your screen, under how to bid. Say a figure, plainly, and mean it.',
    'A plain figure in a plain post. I do the theatrics; you do the arithmetic.',
  ],
  leader: [
    '{Leader} leads, at {price}. Pleasant company to be in; {ask} gets you there.',
    'It is with {leader}, at {price}. For the moment. Moments are what I sell.',
    '{Leader}, at {price}, and looking comfortable. I dislike comfortable.',
    'No one as yet, and the chair is warm. {Start} would fill it.',
    'The name is on the screen, under the bid, where I can admire it.',
  ],
  price: [
    'It stands at {price}, and I am asking {ask}.',
    'At {price} with {leader}. The next is {ask}, whenever you are ready.',
    '{Ask} is what I am looking for. It opened at {opening}, if history comforts you.',
    'I am asking {ask}. It is a round sort of figure, do you not think?',
    'It opens at {start}. I have heard worse beginnings to a romance.',
    'It fell at {hammer}. A good figure; it will look well in the catalogue.',
    'The figures are on the screen, in larger letters than I would dare.',
  ],
  artist: [
    'The hand is that of {artist}. The title, {title}. The rest is between you and it.',
    '{Artist} made it. I only point at it with some conviction.',
    'That is {title}, by {artist}, and I would not change a corner.',
    'The name is on the label, bottom of the screen. Artists do like to be read.',
  ],
  work: [
    'This is lot {number}, {title}, by {artist}.',
    '{Title}, by {artist}: {medium}. Words end about there; looking begins.',
    'Lot {number}, {title}. I could go on, and you know that I will.',
    'It is on the wall beside me. Look long; looking is free in this house.',
  ],
  self: [
    'I am {host}: porcelain, gold at the seams, and yes, quite artificial. The tie is real.',
    '{Host}, auctioneer. Broken once, mended in gold, never out of figures.',
    'An artificial auctioneer with genuine standards. How do you do?',
  ],
  joke: [
    'I had a joke about a broken vase, but it took me months to pull it together.',
    'Why did the gavel cross the room? It wanted to make a point, and it always does.',
    'An art dealer walks into a bar. He calls it a salon and doubles the drinks.',
    'My last joke was passed. I still think it deserved better.',
  ],
  compliment: [
    'You are kind. Kindness opens doors; a bid opens rather larger ones.',
    'I agree entirely, and I shall tell the picture you said so.',
    'How gracious. I would blush, but the glaze does not allow it.',
    'Thank you. I was fired at a very high temperature for moments like this.',
  ],
  thanks: [
    'The pleasure is mine, and the picture may yet be yours.',
    'Thank you for being here. A room is made of the people in it.',
    'You are most welcome. Stay close to the front.',
  ],
  greeting: [
    'Good evening. You are just in time; everyone always is, in my room.',
    'Welcome in. We are at {title}, and I am asking {ask}.',
    'Hello, and what excellent timing. Eyes on the wall, please.',
    'Good evening. Coats to the left, attention to the right.',
  ],
  offer: [
    'A plain figure, please, at {ask} or better. I am romantic, the floor is not.',
    'I am asking {ask}. Say it plainly in a post and the floor will hear it.',
    'The floor reads only plain figures, like so: {example}.',
    'I heard passion; the floor needs a figure. The ask is on your screen.',
    'Charming, but the floor deals in figures at the ask or above.',
  ],
  question: [
    'A fine question, for which I have only a raised eyebrow. The picture, now, I can discuss.',
    'I shall think on it. Meanwhile, the wall has something to say.',
    'Above my station, I fear. I am asked to sell beautiful things, and little else.',
    'Ask me after the hammer; I am witty then, and less busy.',
  ],
};
