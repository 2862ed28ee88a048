/** What libsql binds without harm. */
export type Bindable = string | number | bigint | null;

/**
 * Maps a value to one that libsql can bind; other values would end the process or be cut on reading.
 * @throws TypeError for undefined, objects, bytes, symbols, functions, numbers that are not finite, and text with U+0000.
 */
export function bindable(value: unknown): Bindable {
  switch (typeof value) {
    case 'string':
      if (value.includes('\u0000')) throw new TypeError('text with U+0000 cannot be stored');
      return value;
    case 'number':
      if (!Number.isFinite(value)) throw new TypeError(`the number ${value} cannot be stored`);
      return value;
    case 'bigint':
      return value;
    case 'boolean':
      return value ? 1 : 0;
    default:
      if (value === null) return null;
      throw new TypeError(`a value of type ${typeof value} cannot be stored`);
  }
}
