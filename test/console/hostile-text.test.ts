import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { Json, Management } from '../contract/management.js';
import { describeConsole, developmentServer } from './console.js';
import { goSignedIn } from './pages.js';

const markup = `<img src=x onerror="window.ran=1"><script>window.ran=1</script>{{7*7}}"'>`;
/** Turns text around, hides parts of it, and ends what it stands in. */
const unseen = 'evil\u202egpj.exe\u200b\u0007';
const text = `${markup}${unseen}`;
/** What an identifier may be: no spaces, no control characters. */
const apiIdentifier = `https://api.example.com/${markup.replaceAll(' ', '/')}`;
const address = `https://app.example.com/${encodeURIComponent(markup)}?%3Cscript%3Ewindow.ran=1%3C/script%3E`;

/** Of C=FI, O=evil\u202egpj.exe, CN=<img src=x onerror="window.ran=1">, until 2099. */
const certificate = `-----BEGIN CERTIFICATE-----
MIIB/jCCAaOgAwIBAgIUbjhIB9c7Ts/BMgjUBco8nw8zlxAwCgYIKoZIzj0EAwIw
UzELMAkGA1UEBhMCRkkxFzAVBgNVBAoMDmV2aWzigK5ncGouZXhlMSswKQYDVQQD
DCI8aW1nIHNyYz14IG9uZXJyb3I9IndpbmRvdy5yYW49MSI+MCAXDTI2MTEzMDEy
NTM1MVoYDzIwOTkwOTI4MTI1MzUxWjBTMQswCQYDVQQGEwJGSTEXMBUGA1UECgwO
ZXZpbOKArmdwai5leGUxKzApBgNVBAMMIjxpbWcgc3JjPXggb25lcnJvcj0id2lu
ZG93LnJhbj0xIj4wWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAATVCphTpSRKSr9U
P7C+7oxMsBVqW94xhyOCkkA+VCeTUao6N/chfmEVK5vqmCKsGRyCijE5KtifJGHx
fX6WYBYSo1MwUTAdBgNVHQ4EFgQUqDxOxdaNZ3I9sj7+KpsC149W7EwwHwYDVR0j
BBgwFoAUqDxOxdaNZ3I9sj7+KpsC149W7EwwDwYDVR0TAQH/BAUwAwEB/zAKBggq
hkjOPQQDAgNJADBGAiEA8JDgKtzYKouyoGkx96CV0PJQK4opZETBsQY+WURfFjsC
IQDUECVkeKezXA8j6wwPlz+dy6CMGXx4F3t7oChNjJvDhg==
-----END CERTIFICATE-----
`;

/** Sets one property after the other, and answers those that the server takes with such a value. */
async function fill(management: Management, path: string, values: Json): Promise<string[]> {
  const taken: string[] = [];
  for (const [name, value] of Object.entries(values))
    await management.patch(path, { [name]: value }).then(
      () => taken.push(name),
      () => undefined,
    );
  return taken;
}

/** Raw characters that a page should have made visible: looked for in all text and attributes, but where it is edited. */
const hidden = (page: Page) =>
  page.evaluate(() => {
    const shown = [...document.querySelectorAll('body *:not(textarea)')].flatMap((element) => [
      ...[...element.childNodes]
        .filter(({ nodeType }) => nodeType === 3)
        .map((node) => node.textContent ?? ''),
      ...['title', 'aria-label', 'alt'].map((name) => element.getAttribute(name) ?? ''),
    ]);
    return shown.filter((one) => /[\p{Cf}\u202a-\u202e]/u.test(one));
  });

const ran = (page: Page) => page.evaluate(() => 'ran' in window);

describeConsole('hostile text at the console', developmentServer, (at) => {
  it('in every property is shown as text, and runs nowhere', async () => {
    const { management, server, origin } = at();
    const { client_id: id } = await management.post('clients', { name: 'Hostile', app_type: 'regular_web' });
    const taken = await fill(management, `clients/${id}`, {
      name: unseen.replace('\u0007', ''),
      description: text.slice(0, 140),
      client_metadata: { [`key ${markup}`.slice(0, 255)]: text, plain: text },
      callbacks: [address, ...Array.from({ length: 99 }, (_, n) => `https://app.example.com/${n}`)],
      allowed_origins: ['https://*.example.com'],
      logo_uri: address,
      initiate_login_uri: address,
      custom_login_page: `${text}${'x'.repeat(10_000)}`,
      custom_login_page_preview: text,
      form_template: text,
      cross_origin_loc: address,
      addons: { samlp: { audience: text } },
      oidc_logout: { backchannel_logout_urls: [address] },
      mobile: { android: { app_package_name: text } },
    });
    expect(taken).toEqual(expect.arrayContaining(['description', 'client_metadata', 'custom_login_page']));
    const { id: apiId } = await management.post('resource-servers', {
      identifier: apiIdentifier,
      name: unseen.replace('\u0007', ''),
      scopes: [{ value: 'read:things', description: text }],
    });
    await management.post('client-grants', {
      client_id: id,
      audience: apiIdentifier,
      scope: ['read:things'],
    });
    await management
      .post(`clients/${id}/secrets`, { name: text.slice(0, 100), state: 'staged' })
      .catch(() => undefined);
    const { id: connectionId } = await management.post('connections', {
      name: 'hostile',
      strategy: 'auth0',
      display_name: text.slice(0, 100),
    });

    const visitor = await at().visit();
    const page = await goSignedIn(visitor, '/clients', server);
    const tabs = ['overview', 'settings', 'credentials', 'apis', 'quick-start', 'log', 'danger'];
    const places = [
      '/overview',
      '/clients',
      `/clients?q=${encodeURIComponent(text)}`,
      ...tabs.map((tab) => `/clients/${id}/${tab}`),
      '/apis',
      `/apis/${apiId}`,
      '/connections',
      `/connections/${connectionId}`,
      '/log',
      `/log?q=${encodeURIComponent(text)}`,
      '/settings',
      `/${encodeURIComponent(text)}`,
    ];
    for (const place of places) {
      await visitor.go(place);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.waitForLoadState('networkidle');
      // What is folded away is text, too.
      for (const folded of await page.locator('main [aria-expanded=false]').all())
        if (await folded.isVisible()) await folded.click();
      expect([place, await ran(page), await hidden(page)]).toEqual([place, false, []]);
    }
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Go to' }).fill('evil');
    await page.getByRole('option', { name: /evil/ }).first().waitFor();
    expect([await ran(page), await hidden(page)]).toEqual([false, []]);
    expect(origin).toMatch(/^https:/);
  });

  it('in a certificate is shown as text, and what is no certificate is refused and kept', async () => {
    const { management, server } = at();
    const { client_id: id } = await management.post('clients', {
      name: 'Of certificates',
      client_authentication_methods: {
        tls_client_auth: { credentials: [{ credential_type: 'cert_subject_dn', pem: certificate }] },
      },
    });
    const visitor = await at().visit();
    visitor.expects(/400/);
    const page = await goSignedIn(visitor, `/clients/${id}/credentials`, server);
    const keys = page.getByRole('region', { name: 'Keys and certificates' });
    await keys.getByText(/onerror/).waitFor();
    expect([await ran(page), await hidden(page)]).toEqual([false, []]);

    await keys.getByRole('button', { name: 'Add a certificate…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add a certificate' });
    const field = dialog.getByRole('textbox', { name: 'Certificate' });
    const broken = [
      '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----',
      certificate.replace('MIIB', 'MIIC'),
      `-----BEGIN CERTIFICATE-----\n${'A'.repeat(65_000)}\n-----END CERTIFICATE-----`,
    ];
    for (const one of broken) {
      await field.fill(one);
      await dialog.getByRole('button', { name: 'Add', exact: true }).click();
      await dialog.getByRole('alert').filter({ hasText: 'pem' }).waitFor();
      expect(await field.inputValue()).toBe(one);
    }
    const sent: string[] = [];
    page.on('request', (request) => void sent.push(request.postData() ?? ''));
    await field.fill('-----BEGIN EC PRIVATE KEY-----\nMHcCAQEE\n-----END EC PRIVATE KEY-----');
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await dialog.getByRole('alert').filter({ hasText: 'This is a private key.' }).waitFor();
    expect(sent.join('\n')).not.toContain('MHcCAQEE');
    expect(await management.get<object[]>(`clients/${id}/credentials`)).toHaveLength(1);
  });

  it('of ten thousand characters is refused at its field, and kept there', async () => {
    const { server } = at();
    const visitor = await at().visit();
    visitor.expects(/400/);
    const page = await goSignedIn(visitor, '/clients/new', server);
    const long = 'ab '.repeat(3334);
    const name = page.getByLabel('Name');
    await name.fill(long);
    await page.getByRole('button', { name: 'Register it', exact: true }).click();
    await expect.poll(() => name.getAttribute('aria-invalid')).toBe('true');
    expect(await name.inputValue()).toBe(long);
  });

  it('and a thousand callbacks are refused at their field, in the words of the server', async () => {
    const { management, server } = at();
    const { client_id: id } = await management.post('clients', { name: 'Many callbacks' });
    const visitor = await at().visit();
    visitor.expects(/400/);
    const page = await goSignedIn(visitor, `/clients/${id}/settings`, server);
    const callbacks = page.getByRole('textbox', { name: 'Callbacks', exact: true });
    const thousand = Array.from({ length: 1000 }, (_, n) => `https://app.example.com/callback/${n}`);
    await callbacks.fill(thousand.join('\n'), { timeout: 60_000 });
    await page.getByRole('button', { name: 'Review and save' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    const { callbacks: saved } = await management.get<{ callbacks?: string[] }>(`clients/${id}`);
    if (saved === undefined || saved.length === 0)
      expect(await callbacks.getAttribute('aria-invalid')).toBe('true');
    else expect(saved).toEqual(thousand);
    expect((await callbacks.inputValue()).split('\n')).toEqual(thousand);
  });
});
