import { type RequestPart, RuleError, validator } from '@clientele/model';
import type { FastifySchemaCompiler } from 'fastify';
import { IsArray, IsBoolean, IsInteger, IsObject, type TSchema } from 'typebox';
import { Compile, type Validator } from 'typebox/compile';

/** Checks bodies and queries with the rules of the model, so that each error reads as the reference has it. */
export const validatorCompiler: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  const check = checkerOf(schema, httpPart);
  return (data) => {
    try {
      return { value: check(data) };
    } catch (error) {
      // Fastify answers a thrown error with 500, and a returned one as it is.
      if (error instanceof RuleError) return { error };
      throw error;
    }
  };
};

function checkerOf(schema: TSchema, httpPart: string | undefined): (data: unknown) => unknown {
  if (httpPart === 'params') return (data) => checkPath(data as Record<string, string>);
  if (httpPart !== 'querystring') return compiled(schema, 'Payload');
  const check = compiled(schema, 'Query');
  return (data) => check(readQuery(schema, data as Record<string, string | string[]>));
}

/** Compiled when it is first needed: a server has dozens of schemas and starts without any of them. */
function compiled(schema: TSchema, part: RequestPart): (data: unknown) => unknown {
  let made: Validator<Record<never, never>, TSchema> | undefined;
  return validator(schema, part, (data) => {
    made ??= Compile(schema);
    return made.Check(data);
  });
}

/** Ids are looked up as they come; only what no storage can hold is refused here. */
function checkPath(params: Record<string, string>): Record<string, string> {
  if (Object.values(params).some((value) => value.includes('\u0000')))
    throw new RuleError(400, 'invalid_uri', 'The path holds the character U+0000.');
  return params;
}

/** Turns the text of known query parameters into the types that their schema names; what does not fit stays text. */
function readQuery(schema: TSchema, query: Record<string, string | string[]>): Record<string, unknown> {
  const properties = IsObject(schema) ? schema.properties : {};
  const known = Object.entries(query).filter(([name]) => Object.hasOwn(properties, name));
  return Object.fromEntries(
    known.map(([name, text]) => {
      if ([text].flat().some((value) => value.includes('\u0000')))
        throw new RuleError(
          400,
          'invalid_query_string',
          `Query validation error: 'Text with the character U+0000 is not allowed' on property ${name}.`,
        );
      return [name, readParameter(properties[name], text)];
    }),
  );
}

function readParameter(schema: unknown, text: string | string[]): unknown {
  if (IsArray(schema)) return [text].flat();
  if (Array.isArray(text)) return text;
  if (IsBoolean(schema) && /^(true|false)$/.test(text)) return text === 'true';
  if (IsInteger(schema) && /^-?\d{1,15}$/.test(text)) return Number(text);
  return text;
}
