/** A type as it is kept: a property that null took away is absent. */
export type Stored<T> = { [Name in keyof T]: Exclude<T[Name], null> };

/** Takes away the properties that are null, as everything kept does without them. */
export function withoutNulls<T extends object>(sent: T): Stored<T> {
  return Object.fromEntries(Object.entries(sent).filter(([, value]) => value !== null)) as Stored<T>;
}
