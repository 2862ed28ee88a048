import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { type ProgramFacts, programsOf } from '../../src/clients/client/quick-start/programs.js';

const facts: ProgramFacts = {
  clientId: 'robot',
  name: 'Robot',
  issuer: 'https://id.example/',
  tokenEndpoint: 'https://id.example/oauth/token',
  audience: 'https://parcels.example/',
  proof: 'post',
  alg: 'ES256',
};
const code = (language: string, change: Partial<ProgramFacts> = {}) =>
  programsOf({ ...facts, ...change }).find((program) => program.language === language)?.code ?? '';

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
});
