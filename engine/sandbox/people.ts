/** An account of the stand-in X. */
interface Person {
  readonly handle: string;
  readonly name: string;
}

const person = (line: string): Person => {
  const [handle = '', name = ''] = line.split('|');
  return { handle, name };
};

/** Who bids in the stand-in world, in the order in which they are called up. */
export const BIDDERS: readonly Person[] = [
  'nightjar|Nightjar',
  'saltpan|Salt Pan',
  'ko_collects|Ko',
  'marisol_v|Marisol Vega',
  'tideline|Tideline',
  'brunovermeer|Bruno Vermeer',
  'amelie_k|Amélie K.',
  'quietwall|Quiet Wall',
  'hanabi_art|花火',
  'otto_grau|Otto Grau',
  'lagoa|Lagoa',
  'fenwick_lot|Fenwick',
  'petrel_eth|Petrel',
  'zeynep_ink|Zeynep',
  'coldbrush|Cold Brush',
  'orrery|Orrery',
].map(person);

/** Who only talks. */
export const TALKERS: readonly Person[] = [
  'popcorn_pia|Pia with popcorn',
  'justlooking88|Just Looking',
  'gm_every_day|gm',
  'arthistory_jo|Jo, art historian',
  'bot_whisperer|Bot Whisperer',
].map(person);
