import { z } from 'zod';
import type { LabelledText } from '../engine/domain/bid-text/score-readings.js';
import { CURRENCIES } from '../engine/domain/bid-text/reading.js';
import { SothebaisError } from '../engine/domain/errors.js';

const common = { id: z.string().min(1), text: z.string(), class: z.string().min(1) };

const labelledText = z.discriminatedUnion('kind', [
  z.strictObject({
    ...common,
    kind: z.literal('bid'),
    amount: z.string().regex(/^(?:0|[1-9][0-9]*)(?:\.[0-9]*[1-9])?$/, 'Expected a plain decimal.'),
    currency: z.enum(CURRENCIES),
    lot: z
      .string()
      .regex(/^[0-9]+$/, 'Expected the digits of a lot number.')
      .optional(),
  }),
  z.strictObject({ ...common, kind: z.literal('none') }),
  z.strictObject({ ...common, kind: z.literal('ambiguous') }),
]);

/**
 * Reads texts with their labels, as JSON Lines. Empty lines are passed over.
 *
 * @throws SothebaisError `INPUT_INVALID`, naming file, line and key
 */
export function parseLabelledTexts(text: string, name: string): readonly LabelledText[] {
  return text.split('\n').flatMap((content, i) => {
    if (content.trim() === '') return [];
    const where = `${name} line ${i + 1}`;
    const checked = labelledText.safeParse(parseJson(content, where));
    if (checked.success) return [checked.data];
    const [issue] = checked.error.issues;
    const key = issue?.path.length ? `, ${issue.path.map(String).join('.')}` : '';
    throw new SothebaisError(
      'INPUT_INVALID',
      `${where}${key}: ${issue?.message ?? 'Expected a labelled text.'}`,
    );
  });
}

function parseJson(content: string, where: string): unknown {
  try {
    return JSON.parse(content) as unknown;
  } catch (cause) {
    throw new SothebaisError('INPUT_INVALID', `${where}: Expected one JSON object.`, { cause });
  }
}
