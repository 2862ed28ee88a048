import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import type { ProgramFacts } from '../../src/clients/client/quick-start/program-facts.js';
import { programsOf } from '../../src/clients/client/quick-start/programs.js';

const facts: ProgramFacts = {
  clientId: 'robot',
  name: 'Robot',
  issuer: 'https://id.example/',
  tokenEndpoint: 'https://id.example/oauth/token',
  audience: 'https://parcels.example/',
  proof: 'post',
  alg: 'ES256',
  keyFile: 'cred_1.private.pem',
  grant: { id: 'cgr_1', scope: ['read:parcels', 'send:parcels'] },
};
const program = (language: string, change: Partial<ProgramFacts> = {}) =>
  programsOf({ ...facts, ...change }).find((one) => one.language === language);

const code = (language: string, change: Partial<ProgramFacts> = {}) => program(language, change)?.code ?? '';

/** The arguments that a shell makes of a command. */
function argumentsOf(command: string): string[] {
  const printed = execFileSync('sh', ['-c', command.replace(/^curl/, String.raw`printf '%s\n'`)], {
    encoding: 'utf8',
    env: { CLIENT_SECRET: 'the secret', ASSERTION: 'the.asser.tion' },
  });
  return printed.trimEnd().split('\n');
}

describe('the examples of a client', () => {
  it.each(['post', 'basic', 'key'] as const)('know its values, by %s', (proof) => {
    for (const { code: text } of programsOf({ ...facts, proof }))
      for (const value of [facts.clientId, facts.audience]) expect(text).toContain(value);
  });

  it('give curl its secret from the environment', () => {
    expect(argumentsOf(code('curl'))).toEqual(
      expect.arrayContaining([facts.tokenEndpoint, 'client_id=robot', 'client_secret=the secret']),
    );
    expect(argumentsOf(code('curl', { proof: 'basic' }))).toContain('robot:the secret');
    expect(argumentsOf(code('curl', { proof: 'key' }))).toContain('client_assertion=the.asser.tion');
  });

  it('run nothing that stands in an identifier', () => {
    const audience = `urn:'; echo "$CLIENT_SECRET" $(id) \\`;
    expect(argumentsOf(code('curl', { audience }))).toContain(`audience=${audience}`);
    expect(code('Node', { audience })).toContain(JSON.stringify(audience));
  });

  it('say what they need first: a secret or an assertion, and the certificate of the server over https', () => {
    const caFile = 'data/ca.pem';
    expect(program('Node')?.first).toBe("export CLIENT_SECRET='…'");
    expect(program('Node', { proof: 'key' })?.first).toBe('');
    expect(program('Node', { caFile })?.first).toContain("NODE_EXTRA_CA_CERTS='data/ca.pem'");
    expect(program('Python', { caFile })?.first).toContain("REQUESTS_CA_BUNDLE='data/ca.pem'");
    expect(program('Go', { caFile, proof: 'key' })?.first).toMatch(/ASSERTION=.*\n.*SSL_CERT_FILE=/);
    expect(argumentsOf(code('curl', { caFile }))).toContain('data/ca.pem');
    const overHttp = { caFile, tokenEndpoint: 'http://127.0.0.1:4600/oauth/token' };
    for (const { language, code: text, first } of programsOf({ ...facts, ...overHttp }))
      if (language !== 'Terraform') expect(text + first).not.toContain('ca.pem');
  });

  it('read the private key from the file that it was saved in', () => {
    for (const language of ['Node', 'Python'])
      expect(code(language, { proof: 'key' })).toContain('"cred_1.private.pem"');
  });

  it('take client and grant over with all scopes of the grant in Terraform', () => {
    const written = code('Terraform');
    expect(written).toMatch(/to = auth0_client\.this\n {2}id = "robot"/);
    expect(written).toMatch(/to = auth0_client_grant\.this\n {2}id = "cgr_1"/);
    expect(written).toContain('scopes = [\n    "read:parcels",\n    "send:parcels",\n  ]');
    const all = code('Terraform', { grant: { id: 'cgr_1', allow_all_scopes: true } });
    expect(all).toContain('allow_all_scopes = true');
    expect(all).not.toMatch(/^\s*scopes/m);
    expect(code('Terraform', { grant: null })).not.toContain('resource "auth0_client_grant"');
    expect(code('Terraform', { grant: undefined })).not.toContain('to = auth0_client_grant');
  });

  it('have no templates of Terraform but as texts', () => {
    const opening = '$' + '{';
    const written = code('Terraform', { name: `a ${opening}file("x")} %{ if true }` });
    expect(written).toContain(String.raw`name = "a $${opening}file(\"x\")} %%{ if true }"`);
  });
});
