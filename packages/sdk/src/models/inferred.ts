/**
 * A parameter that must be `Known`, of which the compiler remembers what was really passed, as `Actual`. So completion
 * offers what `Known` has, and whatever does not fit is one error about it.
 */
export type Inferred<Actual, Known> = [Actual] extends [never] ? Actual : Known;

/**
 * A result that depends on what was `Actual`ly passed. Where the compiler compares methods and not calls, as for
 * wrappers, stubs and subclasses, that is `any`, and so is the result.
 */
// biome-ignore lint/suspicious/noExplicitAny: what a type parameter stands for is then read as `Result`.
export type ResultFor<Actual, Result> = true extends IsAny<Actual> ? any : Result;

// Of `any` alone the compiler takes both branches.
type IsAny<Actual> = Actual extends never ? true : false;
