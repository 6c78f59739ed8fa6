import { deepEqual, throws } from 'node:assert/strict';
import { clearRequest, passwordRequest, scramble } from './password.ts';

describe('the password of a CPU', () => {
  it('S-D-06: goes out mixed with 0x55 and, from the third byte on, with the byte two before it', () => {
    // By hand: 'a' 61^55=34, ' ' 20^55=75, then each ^55 and ^ the one two before.
    deepEqual([...scramble('a')], [0x34, 0x75, 0x41, 0x00, 0x34, 0x75, 0x41, 0x00]);
    deepEqual([...scramble('12345678')], [0x64, 0x67, 0x02, 0x06, 0x62, 0x65, 0x00, 0x08]);
    deepEqual(passwordRequest('a'), { group: 5, function: 1, data: scramble('a') });
    deepEqual({ ...clearRequest, data: [...clearRequest.data] }, { group: 5, function: 2, data: [] });
  });

  it('has at most eight characters', () => {
    for (const password of ['123456789', '\u20ac'])
      throws(
        () => scramble(password),
        (error: Error) => !error.message.includes(password),
      );
  });
});
