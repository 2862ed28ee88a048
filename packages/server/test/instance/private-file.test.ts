import { expect, it } from 'vitest';
import { isOpenToOthers } from '../../src/instance/private-file.js';

const [root, service, somebody] = [0, 1000, 1001];

it.each([
  ['its owner reads and writes it', 0o600, service, service, false],
  ['its owner alone reads it', 0o400, service, service, false],
  ['its group reads it', 0o640, service, service, true],
  ['everybody reads it', 0o604, service, service, true],
  ['everybody writes it', 0o602, service, service, true],
  ['root gives it to the group of the service', 0o100440, root, service, false],
  ['root lets the group of the service write it', 0o660, root, service, true],
  ['root lets everybody read it', 0o444, root, service, true],
  ['root keeps it and its group reads it', 0o640, root, root, true],
  ['another user than root gives it to a group', 0o640, somebody, service, true],
])('%s', (_, mode, uid, reader, open) => {
  expect(isOpenToOthers({ mode, uid }, reader)).toBe(open);
});
