import * as Type from 'typebox';
import type { LastUse, UseSource } from '../../storage/port/usage.js';
import { time } from './body-schema.js';

const sources = (name: string, what: string) =>
  Type.Array(
    Type.Object({
      [name]: Type.String({ description: what }),
      count: Type.Integer({ description: 'How often' }),
      last_at: time('When last'),
    }),
    { description: 'The latest ones first, at most 20' },
  );

/** When, how often and from where a secret or a credential was used. docs/decisions/0117 */
export const lastUsedSchema = () =>
  Type.Object(
    {
      at: time('When it was used last'),
      count_24h: Type.Integer({ description: 'How often in the last 24 hours' }),
      addresses: sources('address', 'An address, or its network'),
      user_agents: sources('user_agent', 'With what it was used'),
    },
    { description: 'How it was used; absent where it never was' },
  );

/** The answer of a use, as `last_used`; nothing where there was none. */
export function presentLastUse(use: LastUse | undefined) {
  if (!use) return {};
  const presented = ({ value: _, ...source }: UseSource) => ({
    count: source.count,
    last_at: new Date(source.lastAt).toISOString(),
  });
  return {
    last_used: {
      at: new Date(use.at).toISOString(),
      count_24h: use.count24h,
      addresses: use.addresses.map((source) => ({ address: source.value, ...presented(source) })),
      user_agents: use.userAgents.map((source) => ({ user_agent: source.value, ...presented(source) })),
    },
  };
}
