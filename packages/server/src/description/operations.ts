import type { OpenAPIV3_1 } from 'openapi-types';

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';
const methods: readonly Method[] = ['get', 'post', 'put', 'patch', 'delete'];

/** An operation of a document, with what stands around it there. */
export interface Described {
  /** In capitals. */
  method: string;
  path: string;
  operation: OpenAPIV3_1.OperationObject;
}

/** The operations of a document under their tags, both in its order. */
export function operationsByTag(document: OpenAPIV3_1.Document): { tag: string; operations: Described[] }[] {
  const all = operationsOf(document);
  return (document.tags ?? []).map(({ name: tag }) => ({
    tag,
    operations: all.filter(({ operation }) => operation.tags?.includes(tag)),
  }));
}

/** All operations of a document. */
export function operationsOf({ paths = {} }: OpenAPIV3_1.Document): Described[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const operation = item?.[method];
      return operation ? [{ method: method.toUpperCase(), path, operation }] : [];
    }),
  );
}
