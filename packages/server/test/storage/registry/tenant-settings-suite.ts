import { describe, expect, it } from 'vitest';
import { by, type StorageUnderTest } from '../storage-under-test.js';

/** What every engine has to keep of the settings of a tenant. */
export function tenantSettingsSuite(on: StorageUnderTest): void {
  describe('the settings of a tenant', () => {
    it('are empty at first, kept, known at once, and its own', async () => {
      expect(await on.tenant.settings.read()).toEqual({});
      const change = (name: string) =>
        on.tenant.change(by, ({ settings }) =>
          settings.update((current) => ({ ...current, friendly_name: name })),
        );
      expect(await change('Acme')).toEqual({ friendly_name: 'Acme' });
      expect(await on.tenant.settings.read()).toEqual({ friendly_name: 'Acme' });
      await change('Other');
      expect(await on.tenant.settings.read()).toEqual({ friendly_name: 'Other' });
      expect(await on.storage.tenant('two').settings.read()).toEqual({});
    });

    it('lose no change of those that are made at once', async () => {
      const names = Array.from({ length: 10 }, (_, n) => `https://example.com/${n}`);
      const add = (url: string) =>
        on.tenant.change(by, ({ settings }) =>
          settings.update(({ allowed_logout_urls = [], ...rest }) => ({
            ...rest,
            allowed_logout_urls: [...allowed_logout_urls, url],
          })),
        );
      await Promise.all(names.map(add));
      expect([...((await on.tenant.settings.read()).allowed_logout_urls ?? [])].sort()).toEqual(names);
    });
  });
}
