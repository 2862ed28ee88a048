import { readFileSync } from 'node:fs';
import type { Download, Page } from 'playwright-core';
import type { Reached } from '../contract/management.js';
import type { Visitor } from './visitor.js';

/** Signs in on the page where that is asked for, with the id and secret of a client. */
export async function signIn(
  { page }: Visitor,
  { clientId, clientSecret }: Pick<Reached, 'clientId' | 'clientSecret'>,
): Promise<void> {
  await page.getByLabel(/^Client ID/).fill(clientId);
  await page.getByLabel(/^Client secret/).fill(clientSecret);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('button', { name: /^Account of/ }).waitFor();
}

/** Visits a page as somebody who signs in by a client on the way. */
export async function goSignedIn(
  visitor: Visitor,
  to: string,
  by: Pick<Reached, 'clientId' | 'clientSecret'>,
): Promise<Page> {
  await visitor.go(to);
  await signIn(visitor, by);
  return visitor.page;
}

/** Waits for the page of a client, and answers its id. */
export async function clientIdOn(page: Page, name: string): Promise<string> {
  await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
  return /\/clients\/([^/?]+)/.exec(page.url())?.[1] ?? '';
}

/** Opens a tab of the client that is shown. */
export const openTab = (page: Page, name: string) => page.getByRole('tab', { name, exact: true }).click();

/** Registers a client that has a secret, goes on to it, and answers both. */
export async function createWithSecret(
  visitor: Visitor,
  name: string,
): Promise<{ id: string; secret: string }> {
  const { page } = visitor;
  await visitor.go('/clients/new');
  await page.getByLabel('Name').fill(name);
  await page.getByRole('button', { name: 'Register it', exact: true }).click();
  const secret = await page.getByLabel(/^Client secret/).inputValue();
  await page.getByRole('button', { name: 'Done' }).click();
  return { id: await clientIdOn(page, name), secret };
}

/** Registers a client with a key pair that the browser makes; answers its id, what was downloaded, and under which name. */
export async function createWithKey(
  visitor: Visitor,
  name: string,
): Promise<{ id: string; pem: string; file: string }> {
  const { page } = visitor;
  await visitor.go('/clients/new');
  await page.getByLabel('Name').fill(name);
  await page.getByRole('radio', { name: 'With a key of its own' }).check();
  const downloaded = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Register it and save the private key' }).click();
  const download = await downloaded;
  const pem = await textOf(download);
  await page.getByRole('button', { name: 'Go on to the client' }).click();
  return { id: await clientIdOn(page, name), pem, file: download.suggestedFilename() };
}

/** The text of a file that the browser saved. */
export async function textOf(download: Download): Promise<string> {
  return readFileSync(await download.path(), 'utf8');
}

/** Lets the client that is shown call an API with some scopes. */
export async function allowApi(page: Page, api: RegExp, scopes: readonly string[]): Promise<void> {
  await openTab(page, 'APIs');
  await page.getByRole('button', { name: 'Allow an API…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Allow an API' });
  await dialog.getByRole('combobox', { name: /^API/ }).click();
  await page.getByRole('option', { name: api }).click();
  for (const scope of scopes) {
    await dialog.getByLabel('Find a scope').fill(scope);
    await dialog.getByRole('checkbox', { name: scope, exact: true }).check();
  }
  await dialog.getByRole('button', { name: 'Allow', exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
}

/** Asks for a token on the quick start of the client that is shown, and answers what is said of it. */
export async function requestToken(page: Page, proof: { secret: string } | { pem: string }): Promise<string> {
  await openTab(page, 'Quick start');
  const section = page.getByRole('region', { name: 'A token now' });
  if ('pem' in proof) await section.getByLabel('Private key').fill(proof.pem);
  else await section.getByLabel(/^Client secret/).fill(proof.secret);
  await section.getByRole('button', { name: 'Request a token' }).click();
  const answer = section.getByRole('status').or(section.getByRole('alert'));
  return await answer.innerText();
}
