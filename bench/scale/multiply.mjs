// Makes a small registry large by statements of the database itself: more clients like one of its own, with what they are
// searched by, and nothing else of them.
const randomIds = { PostgreSQL: 'md5(random()::text || i)', SQLite: 'lower(hex(randomblob(16)))' };

/** Adds that many clients, made a second apart before all others; answers some of them. */
export async function multiply({ database, engine, clients }, count) {
  const [{ id: model, createdAt }] = clients;
  const columns = (await database.all('select * from clients where client_id = ?', [model])).flatMap(
    Object.keys,
  );
  const values = columns.map((column) => {
    if (column === 'client_id') return 'new.id';
    if (column === 'created_at' || column === 'updated_at') return 'new.at';
    return column === 'document' || column === 'core'
      ? `replace(m.${column}, '${model}', new.id)`
      : `m.${column}`;
  });
  await database.all(`with recursive numbers (i) as (select 1 union all select i + 1 from numbers where i < ${count}),
    new (id, at) as (select ${randomIds[engine]}, ${createdAt} - 1000 * i from numbers)
    insert into clients (${columns.join(', ')})
    select ${values.join(', ')} from new join clients m on m.client_id = '${model}'`);
  await database.all(`insert into client_search
      (tenant_id, client_id, created_at, updated_at, name, text, external_id, app_type, method, is_first_party)
    select c.tenant_id, c.client_id, c.created_at, c.updated_at, s.name,
      replace(s.text, lower('${model}'), lower(c.client_id)), s.external_id, s.app_type, s.method, s.is_first_party
    from clients c join client_search s on s.client_id = '${model}' where c.created_at < ${createdAt}`);
  await database.all('update totals set total = total + ? where list = ?', [count, 'clients']);
  await database.afterFilling();
  const some = await database.all(
    `select client_id as id, created_at as at from clients where created_at < ${createdAt} and created_at % 1009 = 0 limit 1000`,
  );
  return some.map(({ id, at }) => ({ id, createdAt: Number(at) }));
}
