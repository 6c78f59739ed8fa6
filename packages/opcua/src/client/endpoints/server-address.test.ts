import assert from 'node:assert/strict';
import { addressOfEndpoint, hostOf, parseServerAddress, urlOf } from './server-address.ts';

describe('the address of a server', () => {
  it('is a host, a port and a path', () => {
    const cases = [
      ['opc.tcp://plc', 'plc', 4840, ''],
      [' opc.tcp://plc:4841/ ', 'plc', 4841, ''],
      ['OPC.TCP://10.0.0.7:48010/UA/Server', '10.0.0.7', 48010, '/UA/Server'],
      ['opc.tcp://[fe80::1]:4840', 'fe80::1', 4840, ''],
      ['opc.tcp://[fe80::1%eth0]', 'fe80::1%eth0', 4840, ''],
      ['opc.tcp://[::1]:65535/', '::1', 65_535, ''],
    ] as const;
    for (const [url, host, port, path] of cases)
      assert.deepEqual(parseServerAddress(url), { host, port, path });
  });

  it('is refused where it is none', () => {
    for (const url of [
      '',
      'plc',
      'http://plc',
      'opc.tcp://',
      'opc.tcp://plc:0',
      'opc.tcp://plc:65536',
      'opc.tcp://plc:70000',
      'opc.tcp://plc?x',
      'opc.tcp://::1',
      'opc.tcp://a b',
      'opc.tcp://user@plc',
      'opc.tcp://user:secret@plc:4840',
      'opc.tcp://user:12/34@plc:4840',
    ])
      assert.throws(() => parseServerAddress(url), { code: 'opcua.bad-url' }, url);
  });

  it('is not repeated with a password that somebody wrote into it', () => {
    for (const url of ['opc.tcp://user:secret@plc', 'user:secret@plc', 'opc.tcp://user:se/cr@secret@plc']) {
      assert.throws(
        () => parseServerAddress(url),
        (error: Error) =>
          !JSON.stringify([error.message, error]).includes('secret') && /plc/.test(error.message),
        url,
      );
    }
  });

  it('is written as it was read', () => {
    for (const url of ['opc.tcp://plc:4840', 'opc.tcp://[fe80::1]:4841/a/b'])
      assert.equal(urlOf(parseServerAddress(url)), url);
  });

  it('stays where the user wants to go, and takes only a path that was left out', () => {
    const given = parseServerAddress('opc.tcp://10.0.0.7:14840');
    assert.equal(urlOf(addressOfEndpoint(given, 'opc.tcp://inside:4840/UA')), 'opc.tcp://10.0.0.7:14840/UA');
    const whole = parseServerAddress('opc.tcp://10.0.0.7/mine');
    assert.equal(urlOf(addressOfEndpoint(whole, 'opc.tcp://inside:4840/UA')), 'opc.tcp://10.0.0.7:4840/mine');
  });

  it('is what a server calls itself', () => {
    assert.equal(hostOf('opc.tcp://inside:4840/UA'), 'inside');
    assert.equal(hostOf('opc.tcp://[fe80::1]:4840'), 'fe80::1');
    assert.equal(hostOf('nothing'), undefined);
  });
});
