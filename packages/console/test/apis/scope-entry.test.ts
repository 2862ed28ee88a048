import { describe, expect, it } from 'vitest';
import { added, emptyEntry, letGo, refuse, send, write } from '../../src/apis/scope-entry.js';

const read = { value: 'read:parcels', description: 'Reads' };
const error = new Error('refused');
const sent = send(write(emptyEntry, read), read);

describe('scopes that are added one after the other', () => {
  it('leave the fields free for the next one', () => {
    expect(sent).toEqual({ written: { value: '', description: '' }, adding: [read], refused: [] });
    const next = write(sent, { value: 'write' });
    expect(added(next, read)).toEqual({ ...next, adding: [] });
  });

  it('come back where nothing was written meanwhile', () => {
    const back = refuse(sent, read, error);
    expect(back).toEqual({ written: read, error, adding: [], refused: [] });
    // What is changed is no longer what was refused.
    expect(write(back, { value: 'read' }).error).toBeUndefined();
  });

  it('stand beside what was written meanwhile, until they are sent again or let go', () => {
    const next = write(sent, { value: 'write' });
    const beside = refuse(next, read, error);
    expect(beside).toMatchObject({ written: { value: 'write' }, refused: [{ scope: read, error }] });
    expect(letGo(beside, read).refused).toEqual([]);
    expect(send(beside, read)).toEqual({ ...next, adding: [read] });
  });
});
