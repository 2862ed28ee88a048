import type { OpenAPIV3_1 } from 'openapi-types';
import { example } from './example.js';
import { element, type Html, html } from './html.js';
import { operationsOf } from './operations.js';
import type { Surroundings } from './surroundings.js';

/** What may be told of a development server. */
export interface FrontFacts {
  version: string;
  document: OpenAPIV3_1.Document;
  surroundings: Surroundings;
}

const links = {
  console: ['/console/', 'Console', 'clients, APIs, keys and the log, in the browser'],
  docs: ['/docs', 'API reference', 'every operation with an example, searchable'],
  sdk: ['/docs/sdk/', 'SDK', 'the documentation of @clientele/sdk'],
  openapi: ['/openapi.json', 'OpenAPI 3.1', 'the API reference for programs'],
  health: ['/health', 'Health', 'whether the server can serve requests'],
} as const;

type Link = (typeof links)[keyof typeof links];

/** What there is on every server, and the console where it is turned on. */
function linksOf(hasConsole: boolean): [name: string, link: Link][] {
  return Object.entries(links).filter(([name]) => hasConsole || name !== 'console');
}

/** The page at `/`; in production nothing but name and links. */
export function frontPage(facts: FrontFacts | undefined, hasConsole: boolean): string {
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Clientele</title>
<link rel="stylesheet" href="/docs/reference.css">
</head>
<body class="front">
<main>
${facts ? heading(facts) : html`<h1>Clientele</h1>`}
<nav aria-label="Places">
<ul>${linksOf(hasConsole).map(([, [path, name, what]]) => html`<li><a href="${path}">${name}</a>: ${what}</li>`)}</ul>
</nav>
${facts ? commands(facts) : ''}
</main>
</body>
</html>
`;
  return page.text;
}

/** The same for programs. */
export function frontData(facts: Readonly<Record<string, string>> | undefined, hasConsole: boolean): string {
  const paths = linksOf(hasConsole).map(([name, [path]]) => [name, path]);
  return `${JSON.stringify({ name: 'Clientele', ...facts, links: Object.fromEntries(paths) }, undefined, 2)}\n`;
}

function heading({ version, surroundings: { issuer, audience } }: FrontFacts): Html {
  return html`<h1>Clientele is running</h1>
<dl>
<dt>Version</dt><dd>${version}, in development mode</dd>
<dt>Issuer</dt><dd>${element('code', issuer)}</dd>
<dt>Audience of the Management API</dt><dd>${element('code', audience)}</dd>
</dl>`;
}

/** The first commands, by the operations that they ask for. */
const first = [
  ['issueToken', 'Get a Management token'],
  ['listClients', 'List the clients'],
  ['createClient', 'Register a client'],
] as const;

function commands({ document, surroundings }: FrontFacts): Html {
  const operations = operationsOf(document);
  const steps = first.flatMap(([id, title]) => {
    const described = operations.find(({ operation }) => operation.operationId === id);
    return described ? [html`<h3>${title}</h3>${element('pre', example(described, surroundings))}`] : [];
  });
  return html`<section aria-labelledby="commands">
<h2 id="commands">First commands</h2>
<p>To paste into a shell on the machine of the server, in this order. ${surroundings.preparation}</p>
${steps}
<p>Every other operation has such a command in the <a href="/docs">API reference</a>.</p>
</section>`;
}
