import { checkSize, type SizedObject, sizeLimits } from '@clientele/model';

/**
 * An object as it is stored.
 * @throws RuleError (400) for one that is too large, unless it is no larger than what is stored of it now.
 * docs/decisions/0073
 */
export function storedJson(object: SizedObject, next: object, current?: object): string {
  const json = JSON.stringify(next);
  if (Buffer.byteLength(json) > sizeLimits[object])
    checkSize(object, { next: bytesOf(next), current: current && bytesOf(current) });
  return json;
}

/** A client can be disabled however large it is, so what says that it is does not count. */
function bytesOf(object: object): number {
  return Buffer.byteLength(JSON.stringify({ ...object, disabled: undefined }));
}
