import type { OpenAPIV3_1 } from 'openapi-types';
import { element, type Html, html } from './html.js';
import { schemaTable } from './schema-table.js';

type Methods = 'get' | 'post' | 'put' | 'patch' | 'delete';
const methods: readonly Methods[] = ['get', 'post', 'put', 'patch', 'delete'];

interface Described {
  method: string;
  path: string;
  operation: OpenAPIV3_1.OperationObject;
}

/** The reference as a page that needs nothing but itself, its style and its script. */
export function referencePage(document: OpenAPIV3_1.Document): string {
  const operations = operationsOf(document);
  const tags = document.tags?.map(({ name }) => name) ?? [];
  const ofTag = (tag: string) => operations.filter(({ operation }) => operation.tags?.includes(tag));
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${document.info.title}: reference</title>
<link rel="stylesheet" href="/docs/reference.css">
<script src="/docs/reference.js" defer></script>
</head>
<body>
<a class="skip" href="#content">To the content</a>
<nav aria-label="Operations">
<h1>${document.info.title}</h1>
<label>Search <input type="search" id="search" placeholder="an operation or a property" autocomplete="off"></label>
<p id="found" role="status"></p>
${tags.map((tag) => html`<h2>${tag}</h2><ul>${ofTag(tag).map(link)}</ul>`)}
</nav>
<main id="content">
<p>${document.info.description ?? ''} This page is made from <a href="/openapi.json">/openapi.json</a>.</p>
${tags.map((tag) => html`<h2>${tag}</h2>${ofTag(tag).map((described) => article(described, document))}`)}
</main>
</body>
</html>
`;
  return page.text;
}

function operationsOf({ paths = {} }: OpenAPIV3_1.Document): Described[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const operation = item?.[method];
      return operation ? [{ method: method.toUpperCase(), path, operation }] : [];
    }),
  );
}

function link({ operation }: Described): Html {
  return html`<li data-of="${operation.operationId ?? ''}"><a href="#${operation.operationId ?? ''}">${operation.summary ?? ''}</a></li>`;
}

function article({ method, path, operation }: Described, document: OpenAPIV3_1.Document): Html {
  const { operationId = '', summary = '', parameters = [], requestBody, responses = {} } = operation;
  const scopes = (operation.security ?? []).flatMap((requirement) => Object.values(requirement).flat());
  return html`<article id="${operationId}" data-operation="${operationId}">
<h3>${summary}</h3>
<p><code class="method">${method}</code> <code>${path}</code></p>
${scopes.length > 0 ? html`<p>Needs ${scopes.length > 1 ? 'any of ' : ''}${scopes.map((scope) => html`<code>${scope}</code> `)}</p>` : ''}
${parameters.length > 0 ? html`<h4>Parameters</h4>${schemaTable(parametersSchema(parameters), document)}` : ''}
${requestBody && 'content' in requestBody ? html`<h4>Body</h4>${bodies(requestBody.content, document)}` : ''}
<h4>Answers</h4>
${Object.entries(responses).map(([status, response]) => answer(status, response, document))}
<h4>Example</h4>
${element('pre', curl({ method, path, operation }, document))}
</article>
`;
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

function curl({ method, path, operation }: Described, document: OpenAPIV3_1.Document): string {
  const url = `${document.servers?.[0]?.url ?? ''}${path.slice(1)}`;
  if (operation.operationId === 'issueToken')
    return `curl ${url} \\\n  -d grant_type=client_credentials -d client_id=CLIENT_ID -d client_secret=CLIENT_SECRET \\\n  -d audience=AUDIENCE`;
  const authorized = operation.security ? ` \\\n  -H "Authorization: Bearer $TOKEN"` : '';
  const body = operation.requestBody ? ` \\\n  -H 'Content-Type: application/json' -d '{}'` : '';
  return `curl${method === 'GET' ? '' : ` -X ${method}`} ${url}${authorized}${body}`;
}
