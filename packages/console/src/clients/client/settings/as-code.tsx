import { Accordion, SegmentedControl, Stack } from '@mantine/core';
import { useState } from 'react';
import { CodeBlock } from '../../../elements/code-block.js';
import { useSignedIn } from '../../../session/session-context.js';

type Language = 'json' | 'curl' | 'sdk';

/** The client as JSON, and the present change as the request and the call of the SDK that it is. */
export function AsCode({
  clientId,
  client,
  body,
}: {
  clientId: string;
  client: Readonly<Record<string, unknown>>;
  body: Record<string, unknown>;
}) {
  const [language, setLanguage] = useState<Language>('json');
  const { server } = useSignedIn();
  const changed = Object.keys(body).length > 0;
  const url = `${server.management_audience}clients/${encodeURIComponent(clientId)}`;
  const shown: Record<Language, string> = {
    json: JSON.stringify(client, null, 2),
    curl: changed ? curlPatch(url, body) : `curl -sS ${quoted(url)} -H "Authorization: Bearer $TOKEN"`,
    sdk: sdkCall(server.issuer, { clientId, body: changed ? body : undefined }),
  };
  return (
    <Accordion variant="separated" order={2}>
      <Accordion.Item value="code">
        <Accordion.Control>
          {changed ? 'This change as JSON, curl and SDK' : 'As JSON, curl and SDK'}
        </Accordion.Control>
        <Accordion.Panel>
          <Stack gap="sm" align="flex-start">
            <SegmentedControl
              aria-label="Language"
              value={language}
              onChange={(value) => setLanguage(value as Language)}
              data={[
                { value: 'json', label: 'JSON' },
                { value: 'curl', label: 'curl' },
                { value: 'sdk', label: 'SDK' },
              ]}
            />
            <CodeBlock
              code={shown[language]}
              name={language === 'json' ? 'The client as it is' : 'The same from elsewhere'}
            />
          </Stack>
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  );
}

/** A word of a shell. POSIX.1-2017, section 2.2.2 */
export const quoted = (text: string) => `'${text.replaceAll("'", String.raw`'\''`)}'`;

function curlPatch(url: string, body: object): string {
  return [
    `curl -sS -X PATCH ${quoted(url)} \\`,
    '  -H "Authorization: Bearer $TOKEN" \\',
    "  -H 'Content-Type: application/json' \\",
    `  -d ${quoted(JSON.stringify(body, null, 2))}`,
  ].join('\n');
}

function sdkCall(issuer: string, { clientId, body }: { clientId: string; body: object | undefined }): string {
  const parameters = `{ client_id: ${JSON.stringify(clientId)} }`;
  return [
    "import { ManagementClient } from '@clientele/sdk';",
    '',
    'const management = new ManagementClient({',
    `  domain: ${JSON.stringify(new URL(issuer).host)},`,
    '  clientId: process.env.CLIENT_ID,',
    '  clientSecret: process.env.CLIENT_SECRET,',
    '});',
    body
      ? `await management.clients.update(${parameters}, ${JSON.stringify(body, null, 2)});`
      : `const { data } = await management.clients.get(${parameters});`,
  ].join('\n');
}
