import type { Facts } from './schema-facts.js';

/** A fact that the two documents do not state alike; what one does not state is undefined. */
export interface Difference {
  fact: string;
  theirs: string | undefined;
  ours: string | undefined;
}

/** All facts that differ. Of what only one of the two has, that alone is told, and nothing of what is in it. */
export function differences(theirs: Facts, ours: Facts): Difference[] {
  const found = [...new Set([...theirs.keys(), ...ours.keys()])]
    .map((fact) => ({ fact, theirs: theirs.get(fact), ours: ours.get(fact) }))
    .filter((difference) => difference.theirs !== difference.ours);
  const absent = new Set(
    found.map(({ fact }) => fact).filter((fact) => / (?:property|operation)$/.test(fact)),
  );
  return found
    .filter(({ fact }) => !containers(fact).some((place) => place !== fact && absent.has(place)))
    .sort((one, other) => (one.fact < other.fact ? -1 : 1));
}

/** The facts that there is an operation, and each property, in which the place of a fact lies. */
function containers(fact: string): string[] {
  const [method = '', path = '', place = ''] = fact.split(' ');
  const names = place.split('.');
  return [
    `${method} ${path} operation`,
    ...names.map(
      (_, index) =>
        `${method} ${path} ${names
          .slice(0, index + 1)
          .join('.')
          .replace(/\[\]$/, '')} property`,
    ),
  ];
}
