/** What the server takes off around a name in `fields`. */
type Blank = ' ' | '\t' | '\n' | '\v' | '\f' | '\r';

type Trimmed<Text extends string> = Text extends `${Blank}${infer Rest}`
  ? Trimmed<Rest>
  : Text extends `${infer Rest}${Blank}`
    ? Trimmed<Rest>
    : Text;

/** The names in one comma-separated list. */
type NamesIn<
  Fields extends string,
  Found extends string = never,
> = Fields extends `${infer Name},${infer Rest}`
  ? NamesIn<Rest, Found | Trimmed<Name>>
  : Found | Trimmed<Fields>;

/** Older names by what they are called in answers. */
type WireName<Name extends string> = Name extends 'signing_key' ? 'signing_keys' : Name;

type Named<T, Names extends string> = Extract<keyof T, Names>;
type Inner<Names extends string, Outer extends string> = Names extends `${Outer}.${infer Name}`
  ? Name
  : never;

/** The properties of which only a part is named. */
type NamedInPart<T, Names extends string> = Exclude<
  Named<T, Names extends `${infer Outer}.${string}` ? Outer : never>,
  Names
>;

type Merged<T> = { [Name in keyof T]: T[Name] };

type With<T, Names extends string> = Merged<
  Pick<T, Named<T, Names>> & {
    [Outer in NamedInPart<T, Names>]?: Pick<
      NonNullable<T[Outer]>,
      Named<NonNullable<T[Outer]>, Inner<Names, Extract<Outer, string>>>
    >;
  }
>;

type Without<T, Names extends string> = Merged<
  Omit<T, Named<T, Names> | NamedInPart<T, Names>> & {
    [Outer in NamedInPart<T, Names>]?: Omit<NonNullable<T[Outer]>, Inner<Names, Extract<Outer, string>>>;
  }
>;

type Narrowed<T, Names extends string, Include extends boolean> = string extends Names
  ? T
  : boolean extends Include
    ? Partial<T>
    : Include extends true
      ? With<T, Names>
      : Without<T, Names>;

/**
 * What is left of `T` when `fields` names properties, and `include_fields` says whether those or all others are
 * answered. A name with a dot stands for a property of an object. Names that are known only when the program runs
 * leave `T` as it is, as in auth0 v4; where `include_fields` is known only then, every property may be missing.
 */
export type Selected<T, Fields extends string, Include extends boolean = true> = Fields extends unknown
  ? Narrowed<T, WireName<NamesIn<Fields>>, Include>
  : never;

/** As `Selected`, for objects of which the server knows whole properties only: names with a dot name none. */
export type SelectedProperties<
  T,
  Fields extends string,
  Include extends boolean = true,
> = Fields extends unknown ? Narrowed<T, WithoutDot<NamesIn<Fields>>, Include> : never;

type WithoutDot<Name extends string> = Name extends `${string}.${string}` ? never : Name;

/** Which properties an answer is to have. */
export interface FieldParameters<Fields = string, Include = boolean> {
  /**
   * Names of properties, joined by commas; at most 4000 characters. Default: all that the token may see. What it may
   * not see is left out, also when it is named here.
   */
  fields?: Fields | undefined;
  /** True (the default) answers with the properties in `fields`, false with all others. */
  include_fields?: Include | undefined;
}
