import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folders = ['packages/model/test', 'packages/server/test', 'test'];

/** A test that is named after a line of the security checklist. */
export interface NumberedTest {
  line: number;
  /** Without its number; placeholders of tables read as an ellipsis. */
  name: string;
  /** From the root of the repository. */
  file: string;
}

/** The first argument of a test, on the line of its call or on one of its own. */
const title = /(?:\(|^)\s*(?:'(\d{1,3}): ([^'\n]+)'|"(\d{1,3}): ([^"\n]+)"),/gm;

/** All tests whose names begin with the number of a line of security-checklist.md. */
export function numberedTests(): NumberedTest[] {
  return folders.flatMap((folder) =>
    readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.test.ts'))
      .sort()
      .flatMap((name) => testsIn(`${folder}/${name}`)),
  );
}

function testsIn(file: string): NumberedTest[] {
  const found = readFileSync(`${root}${file}`, 'utf8').matchAll(title);
  return [...found].map(([, number, name, quotedNumber, quotedName]) => ({
    line: Number(number ?? quotedNumber),
    name: (name ?? quotedName ?? '').replace(/"?%[sj]"?/g, '…'),
    file,
  }));
}
