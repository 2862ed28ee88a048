import { whyNotHere } from './installed.js';

/** What the recipes of a language find on the machine. */
interface Ingredients {
  whyNot: string | undefined;
  env: Record<string, string>;
}

const programs: Record<string, string[]> = { go: ['go'], python: ['python3'], java: ['mvn'], node: ['npm'] };

/** Gets what the recipes of a language need, or says why it cannot be had. */
export async function ingredients(language: string): Promise<Ingredients> {
  return { whyNot: whyNotHere(programs[language] ?? []), env: {} };
}
