import { describe, expect, it } from 'vitest';
import { fetched, NotAvailableError, newestOf, type Tool } from './tool.js';

const refusals = [
  {
    program: 'Maven, which says it first and on stdout, in colors',
    script:
      'printf "\\033[31m[ERROR] Could not find artifact a:b in central (https://maven.example/x)\\n[ERROR] Help\\n"; printf "\\033[0m" >&2',
    reason: '[ERROR] Could not find artifact a:b in central',
  },
  {
    program: 'pip, which says it last',
    script:
      'printf "Looking in indexes: https://pypi.example/simple\\nERROR: No matching distribution found for a==9\\n" >&2',
    reason: 'ERROR: No matching distribution found for a==9',
  },
  {
    program: 'Go, which says where it looked, too',
    script:
      'printf "go: a@v9: reading https://proxy.example/a/@v/v9.info: 404 Not Found\\n\\tserver response: not found\\n" >&2',
    reason: 'server response: not found',
  },
  { program: 'one that says nothing', script: 'true', reason: '' },
];

describe('what cannot be fetched is not available, and says why', () => {
  it.each(refusals)('by $program', async ({ script, reason }) => {
    const command = ['sh', '-c', `${script}; exit 1`];
    await expect(fetched(command)).rejects.toEqual(
      new NotAvailableError(`${command.join(' ')} ended with 1: ${reason}`),
    );
  });
});

it('the newest version of each tool goes by numbers, in each table', () => {
  const tool = (name: string, version: string, table = 'Life'): Tool => ({
    name,
    version,
    table,
    needs: [],
    prepare: async () => {},
    play: async () => [],
  });
  const tools = [tool('a', '1.9.0'), tool('a', '1.10.0'), tool('b', '1.0.0'), tool('a', '1.9.0', 'More')];
  expect(newestOf(tools)).toEqual(tools.slice(1));
});
