import { z } from 'zod';
import type { XUserId } from '../../domain/ids.js';
import type { XClient } from './client.js';

const meShape = z.object({
  data: z.object({ id: z.string().regex(/^\d+$/), username: z.string() }),
});

/** The account that a client's keys belong to. @throws SothebaisError as `XClient.ask` does */
export async function lookUpAccount(
  client: XClient,
): Promise<{ readonly id: XUserId; readonly handle: string }> {
  const { body } = await client.ask({ method: 'GET', path: 'users/me', answer: meShape });
  return { id: body.data.id as XUserId, handle: body.data.username };
}
