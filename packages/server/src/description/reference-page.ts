import type { OpenAPIV3_1 } from 'openapi-types';
import { example } from './example.js';
import { element, type Html, html } from './html.js';
import { type Described, operationsByTag } from './operations.js';
import { schemaTable } from './schema-table.js';
import type { Surroundings } from './surroundings.js';

/** The reference as a page that needs nothing but itself, its style and its script. */
export function referencePage(document: OpenAPIV3_1.Document, surroundings: Surroundings): string {
  const groups = operationsByTag(document);
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${document.info.title}: API reference</title>
<link rel="stylesheet" href="/docs/reference.css">
<script src="/docs/reference.js" defer></script>
</head>
<body class="reference">
<a class="skip" href="#content">To the content</a>
<nav aria-label="Operations">
<h1><a href="/">${document.info.title}</a></h1>
<label for="search">Search</label>
<input type="search" id="search" placeholder="an operation or a property" autocomplete="off" spellcheck="false">
<p id="found" role="status"></p>
${groups.map(({ tag, operations }) => html`<section data-group><h2>${tag}</h2><ul>${operations.map(link)}</ul></section>`)}
</nav>
<main id="content" tabindex="-1">
${introduction(document, surroundings)}
${groups.map(({ tag, operations }) => html`<section data-group><h2>${tag}</h2>${operations.map((described) => article(described, { document, surroundings }))}</section>`)}
</main>
</body>
</html>
`;
  return page.text;
}

function introduction({ info }: OpenAPIV3_1.Document, { preparation }: Surroundings): Html {
  return html`<div id="introduction">
<p>${info.description ?? ''} This page is made from <a href="/openapi.json">/openapi.json</a>. From code: <a href="/docs/sdk/">the SDK</a>.</p>
<p>The examples are for a shell, and work in the order of this page, with those that delete at the end: the first puts a token into <code>$TOKEN</code>, and what creates something keeps its id for the others, such as <code>$CLIENT_ID</code>. ${preparation}</p>
</div>`;
}

function link({ operation: { operationId = '', summary = '' } }: Described): Html {
  return html`<li data-of="${operationId}"><a href="#${operationId}">${summary}</a></li>`;
}

interface Page {
  document: OpenAPIV3_1.Document;
  surroundings: Surroundings;
}

function article(described: Described, { document, surroundings }: Page): Html {
  const { method, path, operation } = described;
  const { operationId = '', summary = '', parameters = [], requestBody, responses = {} } = operation;
  const scopes = (operation.security ?? []).map((requirement) => Object.values(requirement).flat());
  return html`<article id="${operationId}" data-operation="${operationId}">
<h3>${summary}</h3>
<p><code class="method">${method}</code> <code>${path}</code></p>
${scopes.length > 0 ? html`<p>Needs ${scopes.length > 1 ? 'any of ' : ''}${scopes.map(together)}</p>` : ''}
<h4>Example</h4>
${element('pre', example(described, surroundings))}
${parameters.length > 0 ? html`<h4>Parameters</h4>${schemaTable(parametersSchema(parameters), document)}` : ''}
${requestBody && 'content' in requestBody ? html`<h4>Body</h4>${bodies(requestBody.content, document)}` : ''}
<h4>Answers</h4>
${Object.entries(responses).map(([status, response]) => answer(status, response, document))}
</article>
`;
}

/** Scopes that are needed together. */
function together(scopes: readonly string[]): Html {
  return html`${scopes.map((scope, index) => html`${index > 0 ? 'with ' : ''}<code>${scope}</code> `)}`;
}

function parametersSchema(parameters: OpenAPIV3_1.OperationObject['parameters']): OpenAPIV3_1.SchemaObject {
  const named = (parameters ?? []).flatMap((parameter) => ('name' in parameter ? [parameter] : []));
  return {
    type: 'object',
    properties: Object.fromEntries(
      named.map(({ name, schema, description }) => [
        name,
        { ...schema, ...(description !== undefined && { description }) } as OpenAPIV3_1.SchemaObject,
      ]),
    ),
    required: named.filter(({ required }) => required).map(({ name }) => name),
  };
}

function bodies(content: Record<string, OpenAPIV3_1.MediaTypeObject>, document: OpenAPIV3_1.Document): Html {
  const [first] = Object.values(content);
  return html`<p>${Object.keys(content).join(' or ')}</p>${first?.schema ? schemaTable(first.schema, document) : ''}`;
}

function answer(
  status: string,
  response: OpenAPIV3_1.ResponseObject | OpenAPIV3_1.ReferenceObject,
  document: OpenAPIV3_1.Document,
): Html {
  const schema = 'content' in response ? response.content?.['application/json']?.schema : undefined;
  const description = response.description ?? '';
  if (!schema) return html`<p><b>${status}</b> ${description}</p>`;
  return html`<details><summary><b>${status}</b> ${description}</summary>${schemaTable(schema, document)}</details>`;
}
