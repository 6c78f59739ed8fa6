import assert from 'node:assert/strict';
import { parseBrowsePath } from '../../address/browse-path.ts';
import { wirePathOf } from './relative-path.ts';

const namespaces = ['http://opcfoundation.org/UA/', 'urn:own', 'urn:plant'];

function steps(text: string) {
  const parsed = parseBrowsePath(text);
  if ('problem' in parsed) throw new Error(parsed.problem);
  const { relativePath } = wirePathOf(parsed.path, namespaces);
  return (relativePath.elements ?? []).map(({ referenceTypeId, includeSubtypes, isInverse, targetName }) => [
    referenceTypeId.toString(),
    includeSubtypes,
    isInverse,
    targetName.toString(),
  ]);
}

describe('browse paths as a server takes them', () => {
  it('follow the references that are meant, by name or by node id', () => {
    assert.deepEqual(steps('/Objects.2:Speed<#!HasComponent>nsu=urn:plant;Line<2:i=4711>1:Valve'), [
      ['ns=0;i=33', true, false, 'Objects'],
      ['ns=0;i=44', true, false, '2:Speed'],
      ['ns=0;i=47', false, true, '2:Line'],
      ['ns=2;i=4711', true, false, '1:Valve'],
    ]);
  });

  it('are none where a namespace or a type of reference is not known', () => {
    assert.throws(() => steps('/nsu=urn:nowhere;Line'), { code: 'opcua.namespace-unknown' });
    assert.throws(() => steps('<HasNothing>Line'), { code: 'opcua.reference-type-unknown' });
    assert.throws(() => steps('<2:ConnectedTo>Line'), { code: 'opcua.reference-type-unknown' });
  });
});
