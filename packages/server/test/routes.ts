import type { FastifyInstance } from 'fastify';

/** The paths of all routes of an app, as they were added. */
export function pathsOf(app: FastifyInstance): string[] {
  const above: string[] = [];
  return app
    .printRoutes({ commonPrefix: false })
    .split('\n')
    .flatMap((line) => {
      // A tree, in which each level is indented by four characters.
      const [, branches = '', own = ''] = /^([│├└─ ]*)(\S+) \(/.exec(line) ?? [];
      if (own === '') return [];
      const level = branches.length / 4 - 1;
      // A wildcard is printed without the slash before it.
      const path = `${above[level - 1] ?? ''}${own === '*' ? '/*' : own}`;
      above.length = level;
      above.push(path);
      return [path];
    });
}
