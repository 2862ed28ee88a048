/**
 * A type with its intersections and interfaces flattened, and without the properties that can never be there. What is
 * optional may be undefined too, and JSON has none of it: that makes no difference.
 */
export type Plain<T> = T extends readonly (infer Item)[]
  ? Plain<Item>[]
  : T extends object
    ? { [Name in keyof T as [T[Name]] extends [undefined] ? never : Name]: Plain<Sent<T, Name>> }
    : T;

type Sent<T, Name extends keyof T> = object extends Pick<T, Name> ? Exclude<T[Name], undefined> : T[Name];

/** Whether two types are the same, down to which properties may be absent and which may be null. */
export type Equal<A, B> =
  (<T>() => T extends Plain<A> ? 1 : 2) extends <T>() => T extends Plain<B> ? 1 : 2 ? true : false;

/** The properties in which two types differ. */
export type Differences<A, B> = {
  [Name in keyof A | keyof B]: Equal<Pick<A, Name & keyof A>, Pick<B, Name & keyof B>> extends true
    ? never
    : Name;
}[keyof A | keyof B];

/** Whether each of two types can stand where the other is asked for, as the compiler judges a program. */
export type Interchangeable<A, B> = [Plain<A>] extends [B] ? ([B] extends [A] ? true : false) : false;
