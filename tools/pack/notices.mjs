// The notices of all software of others in the package, as its licences ask for.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './laying.mjs';

const mit = `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

/** Its scripts and styles are in the documentation of the SDK. */
const ofDocumentation = 'docs/sdk/node_modules/typedoc';
const rule = '-'.repeat(80);

/** @param inputs the files that are in the bundle, by their paths from the root of the checkout */
export function thirdPartyNotices(inputs) {
  const folders = new Set([ofDocumentation, ...inputs.flatMap(packageFolder)]);
  const named = new Map();
  for (const { name, text } of [...folders].map(licenceOf).sort((a, b) => (a.name < b.name ? -1 : 1)))
    named.set(text, [...(named.get(text) ?? []), name]);
  const parts = [...named].map(([text, names]) => `${names.join('\n')}\n\n${text}\n`);
  return ['This package contains software of others, each under the licence below it.\n', ...parts].join(
    `\n${rule}\n\n`,
  );
}

function packageFolder(path) {
  const [folder] = /^.*node_modules\/(@[^/]+\/)?[^/]+/.exec(path) ?? [];
  return folder === undefined ? [] : [folder];
}

function licenceOf(folder) {
  const manifest = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
  const { name, version, license } = manifest;
  return { name: `${name} ${version} (${license})`, text: textOf(folder, manifest).trim() };
}

function textOf(folder, { name, license, author }) {
  const files = readdirSync(join(root, folder)).sort();
  const read = (file) => readFileSync(join(root, folder, file), 'utf8').replaceAll('\r\n', '\n');
  const texts = files.filter((file) => /^(licen[cs]e|copying|notice)/i.test(file));
  if (texts.length > 0) return texts.map(read).join('\n');
  const readme = files.find((file) => /^readme/i.test(file));
  const [, section] = (readme && /^#+ licen[cs]e\n([\s\S]*)/im.exec(read(readme))) || [];
  if (section?.includes('Permission is hereby granted')) return section;
  if (license === 'MIT') return `Copyright (c) ${(author?.name ?? author).replace(/ <.*/, '')}\n\n${mit}`;
  throw new Error(`${name} has no text of its licence ${license}: take it into tools/pack/notices.mjs`);
}
