import { createHash } from 'node:crypto';
import { clientReadScopes, isVisible, type PresentableClient, presentClient } from '@clientele/model';

/** The strong validator of an object that changed last at a time, for all to whom it looks alike. RFC 9110 section 8.8.3 */
export function versionTag(updatedAt: number, view = ''): string {
  return `"${updatedAt.toString(36)}${view}"`;
}

/** The time in such a tag; not a number for any other. */
export function timeOfTag(tag: string): number {
  const [, time] = /^"([0-9a-z]{1,10})\.?[a-z]*"$/.exec(tag) ?? [];
  return time === undefined ? Number.NaN : Number.parseInt(time, 36);
}

/**
 * The tag of a client as it is shown to these scopes. Those who see when it was changed get a tag that says so; others get one
 * of what they see, which tells them nothing of the rest; those who see nothing get none. It takes the
 * secret too, for those who see that and not the times. docs/decisions/0088
 */
export function clientTag(client: PresentableClient, scopes: ReadonlySet<string>): string | undefined {
  if (isVisible('updated_at', scopes) && client.updated_at !== undefined)
    return versionTag(Date.parse(client.updated_at), isVisible('client_secret', scopes) ? '.k' : '');
  if (!clientReadScopes.some((scope) => scopes.has(scope))) return undefined;
  // Sorted, since the same client is read from different places.
  const shown = JSON.stringify(Object.entries(presentClient(client, { scopes })).sort());
  return `"${createHash('sha256').update(shown).digest('base64url')}"`;
}
