import assert from 'node:assert/strict';
import { opcuaNodeErrors } from '../common/errors.ts';
import { WriteGuard } from './write-guard.ts';

const guard = (addresses: readonly string[], readOnly = false): WriteGuard =>
  new WriteGuard({ readOnly, writeAllow: addresses.map((address) => ({ address })) });

describe('what a connection allows to be written', () => {
  it('is everything where nothing is said', () => {
    guard([]).check('ns=2;s=Speed');
  });

  it('is what is named, however it is written', () => {
    const allowed = guard(['nsu=http://opcfoundation.org/UA/;i=2258', 'nsu=urn:plant;s=Speed']);
    allowed.check('i=2258');
    allowed.check(' nsu=urn:plant;s=Speed');
    assert.throws(() => allowed.check('nsu=urn:plant;s=Speed2'), opcuaNodeErrors.writeNotAllowed.is);
    assert.throws(() => allowed.check('ns=2;s=Speed'), opcuaNodeErrors.writeNotAllowed.is);
  });

  it('is nothing where it is read-only', () => {
    assert.throws(() => guard(['i=2258'], true).check('i=2258'), opcuaNodeErrors.readOnlyConnection.is);
    assert.throws(() => guard([], true).checkAny(), opcuaNodeErrors.readOnlyConnection.is);
  });
});
