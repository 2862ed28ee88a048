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
  ? Partial<T>
  : boolean extends Include
    ? Partial<T>
    : Include extends true
      ? With<T, Names>
      : Without<T, Names>;

/**
 * What is left of `T` when `fields` names properties, and `include_fields` says whether those or all others are
 * answered. A name with a dot stands for a property of an object. Where either is known only when the program runs,
 * every property may be missing.
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
export interface FieldParameters {
  /**
   * Names of properties, joined by commas; at most 4000 characters. Default: all that the token may see. What it may
   * not see is left out, also when it is named here.
   */
  fields?: string;
  /** True (the default) answers with the properties in `fields`, false with all others. */
  include_fields?: boolean;
}

type PropertyOf<Parameters, Name extends string> = Parameters[Extract<Name, keyof Parameters>];

/** The `fields` of parameters: undefined when there are none, `string` when that is not known. */
export type FieldsOf<Parameters> = [PropertyOf<Parameters, 'fields'>] extends [undefined]
  ? undefined
  : [PropertyOf<Parameters, 'fields'>] extends [string]
    ? PropertyOf<Parameters, 'fields'>
    : string;

/** The `include_fields` of parameters: true when there is none, `boolean` when that is not known. */
export type IncludeOf<Parameters> = [PropertyOf<Parameters, 'include_fields'>] extends [undefined]
  ? true
  : [PropertyOf<Parameters, 'include_fields'>] extends [boolean]
    ? PropertyOf<Parameters, 'include_fields'>
    : boolean;

/** What a request with these parameters answers with, for objects whose properties are all equally visible. */
export type PropertiesOf<T, Parameters> =
  FieldsOf<Parameters> extends infer Fields extends string
    ? SelectedProperties<T, Fields, IncludeOf<Parameters>>
    : T;

/** Asks of parameters that they have no other names than the known ones. */
export type OnlyKnown<Parameters, Known> = { [Name in Exclude<keyof Parameters, keyof Known>]: never };
