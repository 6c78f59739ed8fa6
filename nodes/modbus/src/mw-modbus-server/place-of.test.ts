import assert from 'node:assert/strict';
import { modbusNodeErrors } from '../common/errors.ts';
import { placeOf } from './place-of.ts';
import { serverNode } from './schema.ts';

describe('where a secure Modbus server is', () => {
  const parsed = serverNode.parse({ schema: 1, mode: 'messages', road: 'tls', tls: 'tls' });
  assert.ok(parsed.ok);
  const placeWith = (settings: object) => placeOf(parsed.value, () => settings);

  it('has the certificate and the key of its TLS configuration, and whom that trusts', () => {
    const own = { cert: 'certificate', key: Buffer.from('key') };
    const place = { road: 'tls', host: '127.0.0.1', port: 502 };
    assert.deepEqual(placeWith({ ...own, ca: '' }), { ...place, tls: own });
    assert.deepEqual(placeWith({ ...own, ca: 'authority' }), { ...place, tls: { ...own, ca: 'authority' } });
  });

  it('is nowhere without both, and says so', () => {
    for (const settings of [{}, { cert: 'certificate' }, { cert: 'certificate', key: '' }])
      assert.throws(() => placeWith(settings), modbusNodeErrors.certificateMissing.is);
  });

  it('says of a PKCS#12 file that it has another form, not that there is none', () => {
    assert.throws(() => placeWith({ pfx: Buffer.from('both') }), modbusNodeErrors.certificateForm.is);
  });
});
