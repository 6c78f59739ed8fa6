import assert from 'node:assert/strict';
import { modbusErrors } from '../errors.ts';
import { allowance } from './limits.ts';

describe('the list of clients of a server', () => {
  it('M-S-06: has addresses and networks, of both kinds', () => {
    const isAllowed = allowance(['192.168.0.7', '10.1.0.0/16', 'fd00::/8']);
    for (const address of ['192.168.0.7', '10.1.255.1', 'fd12::1']) assert.ok(isAllowed(address), address);
    for (const address of ['192.168.0.8', '10.2.0.1', 'fe80::1', '', 'plc'])
      assert.ok(!isAllowed(address), address);
  });

  it('M-S-06: lets in all of a kind only where it says so', () => {
    assert.ok(allowance(['0.0.0.0/0'])('192.168.0.8'));
    assert.ok(!allowance(['0.0.0.0/0'])('fd12::1'));
  });

  for (const entry of [
    '192.168.0.7/',
    '192.168.0.7/ ',
    '10.0.0.0/0x8',
    '10.0.0.0/8/8',
    '10.0.0.0/33',
    '10.0.0.0/-1',
    'plc',
  ])
    it(`M-S-06: takes "${entry}" for no entry, and lets in nobody by it`, () => {
      assert.throws(() => allowance([entry]), modbusErrors.badAllowList.is);
    });
});
