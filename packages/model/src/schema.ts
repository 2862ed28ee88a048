import type {
  TNull,
  TObject,
  TObjectOptions,
  TProperties,
  TSchema,
  TString,
  TStringOptions,
  TUnion,
  TUnsafe,
} from 'typebox';
// As a namespace, of which bundlers keep what is used; of the object `Type` they would keep all.
import * as Type from 'typebox';

/** An object that has these properties and no others. */
export function closed<Properties extends TProperties>(
  properties: Properties,
  options: TObjectOptions = {},
): TObject<Properties> {
  return Type.Object(properties, { additionalProperties: false, ...options });
}

/** An object that has these properties and takes others as they come: the original checks only those it knows. */
export function open<Properties extends TProperties>(
  properties: Properties,
  options: TObjectOptions = {},
): TObject<Properties> {
  return Type.Object(properties, options);
}

/** Text that is bounded even where the reference names no bound. */
export function text(description: string | undefined, bounds: TStringOptions = {}): TString {
  return Type.String({ maxLength: 255, ...(description !== undefined && { description }), ...bounds });
}

/** The schema's value, or null where null means "take it away". */
export function nullable<Schema extends TSchema>(schema: Schema): TUnion<[Schema, TNull]> {
  return Type.Union([schema, Type.Null()]);
}

type EachNullable<Properties extends TProperties> = {
  [Name in keyof Properties]: TUnion<[Properties[Name], TNull]>;
};

/** The same properties, or null for each. */
export function eachNullable<Properties extends TProperties>(
  properties: Properties,
): EachNullable<Properties> {
  const entries = Object.entries(properties).map(([name, schema]) => [name, nullable(schema)] as const);
  return Object.fromEntries(entries) as EachNullable<Properties>;
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
