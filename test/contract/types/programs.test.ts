import { beforeAll, describe, expect, test } from 'vitest';
import { type Compiler, compilers, errorsIn, filesIn, inPlaceOfAuth0 } from './compilers.js';
import { wrongCalls, wrongCallsOfTwo, wrongProgram } from './wrong-calls.js';

// Programs of people who have auth0 4.37.1, and what is to hold of the SDK's types, in every version of TypeScript.

const programs = filesIn('programs');
const facts = filesIn('facts');
const inBrowsers = { lib: ['es2022', 'dom'], exactOptionalPropertyTypes: true };

test('there are programs of many kinds', () => {
  expect(programs.length).toBeGreaterThan(40);
});

test('every program compiles with auth0 4.37.1', async () => {
  expect(await errorsIn('TypeScript 7', programs)).toEqual({});
});

describe.each(Object.keys(compilers) as Compiler[])('with %s', (compiler) => {
  let errors: Record<string, string[]>;
  beforeAll(async () => {
    // In turn with the types of Node alone, and with those of browsers and exact optional properties.
    const options = ['TypeScript 5.9', 'TypeScript 7'].includes(compiler) ? inBrowsers : {};
    errors = await errorsIn(
      compiler,
      [...programs, ...facts],
      { ...inPlaceOfAuth0, ...options },
      { 'wrong.mts': wrongProgram(wrongCalls), 'wrong-of-two.mts': wrongProgram(wrongCallsOfTwo) },
    );
  });

  test('every program compiles with the SDK, its import alone changed', () => {
    const refused = programs.filter((file) => errors[file]);
    expect(Object.fromEntries(refused.map((file) => [file, errors[file]]))).toEqual({});
  });

  test.each(facts)('%s holds', (file) => {
    expect(errors[file]).toBeUndefined();
  });

  test('a call that is wrong in one thing is one error about it', () => {
    const said = (errors['wrong.mts'] ?? []).map((error) => error.replace(/^\d+: /, ''));
    expect(said).toEqual(wrongCalls.map(([, error]) => expect.stringMatching(error)));
    for (const error of said) expect(error).not.toContain('No overload matches');
  });

  test('a call with two arguments that is wrong in one thing is one error too', () => {
    const said = (errors['wrong-of-two.mts'] ?? []).map((error) => error.replace(/^\d+: /, ''));
    expect(said).toEqual(wrongCallsOfTwo.map(([, error]) => expect.stringMatching(error)));
  });
});
