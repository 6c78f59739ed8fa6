import assert from 'node:assert/strict';
import { DataTypeIds } from 'node-opcua-constants';
import { builtIn } from '../values/built-in.ts';
import { standardType, standardTypeByEncoding } from './standard-types.ts';

describe('types of the specification', () => {
  it('are built-in ones, by another name too', () => {
    assert.deepEqual(standardType(11), { name: 'Double', builtIn: builtIn.Double });
    assert.deepEqual(standardType(DataTypeIds.Duration), { name: 'Duration', builtIn: builtIn.Double });
    assert.equal(standardType(DataTypeIds.UtcTime)?.builtIn, builtIn.DateTime);
    assert.equal(standardType(DataTypeIds.NumericRange)?.builtIn, builtIn.String);
    assert.equal(standardType(DataTypeIds.Number)?.builtIn, builtIn.Variant);
  });

  it('are enumerations with the names of their values', () => {
    const type = standardType(DataTypeIds.ServerState);
    assert.equal(type?.builtIn, builtIn.Int32);
    assert.equal(type?.enumeration?.nameOf.get(4), 'Shutdown');
  });

  it('are structures with the fields of their base types first', () => {
    const type = standardTypeByEncoding(14845);
    assert.equal(type?.name, 'EnumField');
    assert.deepEqual(
      type?.structure?.fields.map(({ name }) => name),
      ['Value', 'DisplayName', 'Description', 'Name'],
    );
    const status = standardType(DataTypeIds.ServerStatusDataType)?.structure;
    assert.equal(status?.fields[3]?.type.structure?.encoding, 'i=340');
  });

  it('are not known where nobody knows them', () => {
    assert.equal(standardType(4_000_000), undefined);
    assert.equal(standardTypeByEncoding(4_000_000), undefined);
  });
});
