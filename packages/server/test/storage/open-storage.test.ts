import { randomBytes } from 'node:crypto';
import { newClient } from '@clientele/model';
import { expect, it, onTestFinished } from 'vitest';
import { openStorage } from '../../src/storage/open-storage.js';
import { localNews, type News } from '../../src/storage/port/news.js';
import { openSqlite } from '../../src/storage/sqlite/open.js';

const key = { id: 'key', bytes: randomBytes(32) };

/** News that can be asked how many listen. */
function counted(): News & { listeners(): number } {
  const news = localNews();
  let listeners = 0;
  return {
    ...news,
    subscribe(forget) {
      const unsubscribe = news.subscribe(forget);
      listeners += 1;
      return () => {
        unsubscribe();
        listeners -= 1;
      };
    },
    listeners: () => listeners,
  };
}

async function opened(news: News) {
  const engine = await openSqlite(':memory:');
  onTestFinished(() => engine.db.destroy());
  return openStorage(engine, {
    instanceKeys: () => [key],
    clientSecrets: 'once',
    managementIdentifier: (id) => `https://${id}.example/api/v2/`,
    now: Date.now,
    news,
  });
}

it('a tenant that is closed listens no more, and has written down what was counted in memory', async () => {
  const news = counted();
  const storage = await opened(news);
  const before = storage.tenant('one');
  const client = newClient({ name: 'x' }, { clientId: 'robot', tenant: 'one', credentialIds: {} });
  await before.change({}, ({ clients }) =>
    clients.create({ client, secret: { id: 'first', text: 'the-secret-of-robot' }, credentials: [] }),
  );
  const limits = { hour: 5, day: 5 };
  await before.tokenCounts.add('robot', { at: 1000, limits });
  expect(news.listeners()).toBeGreaterThan(0);
  await storage.closeTenant('one');
  expect(news.listeners()).toBe(0);
  const after = storage.tenant('one');
  expect(after).not.toBe(before);
  expect((await after.tokenCounts.add('robot', { at: 1000, limits })).counts).toEqual({ hour: 2, day: 2 });
});

it('tenants share what caches may hold, and see nothing of each other', async () => {
  const storage = await opened(localNews());
  const tenants = ['one', 'two'].map((id) => storage.tenant(id));
  for (const tenant of tenants) {
    const client = newClient({ name: tenant.id }, { clientId: 'same', tenant: tenant.id, credentialIds: {} });
    await tenant.change({}, ({ clients }) =>
      clients.create({ client, secret: { id: 'first', text: 'the-secret-of-same' }, credentials: [] }),
    );
  }
  for (const tenant of [...tenants, ...tenants])
    expect((await tenant.clients.find('same'))?.name).toBe(tenant.id);
  await storage.closeTenant('none such');
});
