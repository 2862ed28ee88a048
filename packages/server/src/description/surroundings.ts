import type { FastifyRequest } from 'fastify';
import { type Address, addressOf, administrator, type Caller, readersCaller } from './commands.js';

/** What the pages of a development server tell of it; those of production tell nothing. */
export interface Guide {
  /** The authority that vouches for its certificate, where no system knows it. */
  ca?: { file: string | undefined } | undefined;
  /** The first administrator, as long as its secret is known. */
  bootstrap?: { clientId: string; secretFile?: string | undefined } | undefined;
}

/** What a page says of the server and its reader, besides what the operations are. */
export interface Surroundings {
  issuer: string;
  /** The Management API's identifier. */
  audience: string;
  address: Address;
  caller: Caller;
  /** What the reader has to do before the first command. */
  preparation: string;
}

/** Development is used under many addresses, and its reader came by one that works; production has the one of its issuer. */
export function surroundingsOf(
  { tenant, protocol, host }: FastifyRequest,
  guide: Guide | undefined,
): Surroundings {
  const { issuer, managementAudience: audience } = tenant;
  const asked = `${protocol}://${host}`;
  const base = new URL(guide && URL.canParse(asked) ? asked : issuer).origin;
  const address = addressOf(base, guide?.ca);
  const caller = guide?.bootstrap ? administrator(guide.bootstrap) : readersCaller;
  const preparation = [address.preparation, caller.preparation].filter(Boolean).join(' ');
  return { issuer, audience, address, caller, preparation };
}
