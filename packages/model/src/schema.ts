import {
  type TNull,
  type TObject,
  type TObjectOptions,
  type TProperties,
  type TSchema,
  type TString,
  type TStringOptions,
  type TUnion,
  type TUnsafe,
  Type,
} from 'typebox';

/** An object that has these properties and no others. */
export function closed<Properties extends TProperties>(
  properties: Properties,
  options: TObjectOptions = {},
): TObject<Properties> {
  return Type.Object(properties, { additionalProperties: false, ...options });
}

/** Text that is bounded even where the reference names no bound. */
export function text(description: string, bounds: TStringOptions = {}): TString {
  return Type.String({ maxLength: 255, description, ...bounds });
}

/** The schema's value, or null where null means "take it away". */
export function nullable<Schema extends TSchema>(schema: Schema): TUnion<[Schema, TNull]> {
  return Type.Union([schema, Type.Null()]);
}

/** An object with freely chosen names. A pattern for names would let those with a line break slip by unchecked. */
export function dictionary<Value>(
  values: TSchema,
  options: TObjectOptions = {},
): TUnsafe<Record<string, Value>> {
  return Type.Unsafe<Record<string, Value>>(Type.Object({}, { ...options, additionalProperties: values }));
}

/** An object whose content is the caller's own. */
export function freeform(description: string): TUnsafe<Record<string, unknown>> {
  return Type.Unsafe<Record<string, unknown>>(Type.Object({}, { description }));
}

/** A type as it is kept: a property that null took away is absent. */
export type Stored<T> = { [Name in keyof T]: Exclude<T[Name], null> };

/** Takes away the properties that are null, as everything kept does without them. */
export function withoutNulls<T extends object>(sent: T): Stored<T> {
  return Object.fromEntries(Object.entries(sent).filter(([, value]) => value !== null)) as Stored<T>;
}
