/** The names of the top-level properties in which two states of an object differ. */
export function changedProperties(before: object, after: object): string[] {
  const left = new Map(Object.entries(before));
  const right = new Map(Object.entries(after));
  const names = new Set([...left.keys(), ...right.keys()]);
  return [...names]
    .filter((name) => JSON.stringify(left.get(name)) !== JSON.stringify(right.get(name)))
    .sort();
}
