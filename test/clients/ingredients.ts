import { delimiter, dirname } from 'node:path';
import { whyNotHere } from './installed.js';
import { type Built, built, newest } from './terraform/built.js';
import { NotAvailableError } from './tool.js';

/** What the recipes of a language find on the machine. */
interface Ingredients {
  whyNot: string | undefined;
  env: Record<string, string>;
}

const programs: Record<string, string[]> = {
  go: ['go'],
  python: ['python3'],
  java: ['mvn'],
  node: ['npm'],
  terraform: ['go'],
};

/** Gets what the recipes of a language need, or says why it cannot be had. */
export async function ingredients(language: string): Promise<Ingredients> {
  const whyNot = whyNotHere(programs[language] ?? []);
  if (whyNot !== undefined || language !== 'terraform') return { whyNot, env: {} };
  try {
    return { whyNot, env: installing(await built(newest)) };
  } catch (error) {
    if (error instanceof NotAvailableError) return { whyNot: error.message, env: {} };
    throw error;
  }
}

/** Where OpenTofu is found as if it were installed, and its provider without a registry. */
function installing({ tofu, configuration }: Built): Record<string, string> {
  return {
    PATH: [dirname(tofu), process.env.PATH].join(delimiter),
    TF_CLI_CONFIG_FILE: configuration,
  };
}
