import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe-core finds serious or critical on a page, each with where it is. */
export async function seriousFindings(page: Page): Promise<string[]> {
  // Sent over the protocol of the browser, which the policy of the page does not bind.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(`${axe};0`);
  const { violations } = await page.evaluate<AxeResults>(`axe.run({
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  })`);
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, help, nodes }) =>
      nodes.map(
        ({ html, failureSummary }) =>
          `${id}: ${help}\n  ${html.slice(0, 300)}\n  ${failureSummary?.split('\n')[1]}`,
      ),
    );
}

/** Waits until nothing moves any more, such as what fades in. */
export async function atRest(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.evaluate(() =>
    Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => undefined))),
  );
}

/** Presses Tab until the focus is on what has this name; fails where it never is. */
export async function tabTo(page: Page, name: RegExp): Promise<void> {
  const passed: string[] = [];
  for (let presses = 0; presses < 120; presses += 1) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(nameOfFocus);
    if (name.test(at)) return;
    passed.push(at);
  }
  throw new Error(`Tab never leads to ${name}, but to ${passed.join(' | ')}`);
}

/** What a screen reader would call the element that has the focus, near enough. */
function nameOfFocus(): string {
  const at = document.activeElement;
  if (!(at instanceof HTMLElement)) return '';
  const labels =
    'labels' in at ? [...(at.labels as NodeListOf<HTMLLabelElement>)].map(({ innerText }) => innerText) : [];
  const by = at.getAttribute('aria-labelledby')?.split(' ') ?? [];
  const named = by.map((id) => document.getElementById(id)?.innerText ?? '');
  return (
    [at.getAttribute('aria-label') ?? '', ...named, ...labels, at.innerText].find((text) => text !== '') ?? ''
  );
}
