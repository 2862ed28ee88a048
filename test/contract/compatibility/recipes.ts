import { readdirSync, readFileSync } from 'node:fs';

const clients = new URL('../../clients/', import.meta.url);

/** How a tool is pointed at Clientele, to be pasted into an empty folder. */
export interface Recipe {
  title: string;
  /** The folder it lies in. */
  language: string;
  /** The script without its title. */
  text: string;
}

/** All recipes: each is a script whose first line is its title. */
export function recipes(): Recipe[] {
  const files = readdirSync(clients, { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => /^[^/]+\/recipes\/[^/]+\.sh$/.test(file))
    .sort()
    .map((file) => {
      const [title = '', ...lines] = readFileSync(new URL(file, clients), 'utf8').trim().split('\n');
      return { title: title.replace(/^# /, ''), language: file.split('/')[0] ?? '', text: lines.join('\n') };
    });
}
