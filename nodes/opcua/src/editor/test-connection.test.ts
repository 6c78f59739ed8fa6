import assert from 'node:assert/strict';
import { outcomeOf } from './test-connection.ts';
import type { OpcUaTexts } from './texts.ts';

const texts: OpcUaTexts = Object.assign(
  (key: string, values: object = {}) => [key, ...Object.values(values)].join(' '),
  { find: () => undefined, locale: 'en-US' },
) as unknown as OpcUaTexts;

const tested = {
  place: 'opc.tcp://plc:4840',
  milliseconds: 12.4,
  policy: 'Aes256_Sha256_RsaPss',
  mode: 'SignAndEncrypt' as const,
};

describe('what is told of a test of an OPC UA connection', () => {
  it('is how it is protected, and what the server says of itself', () => {
    const { tone, text } = outcomeOf({ ...tested, product: 'S7-1500', version: '3.1' }, texts);
    assert.equal(tone, 'good');
    assert.equal(
      text,
      'test.connected opc.tcp://plc:4840 12 Aes256_Sha256_RsaPss, connections.mode.SignAndEncrypt · S7-1500 3.1',
    );
  });

  it('is no good where it is unprotected, or the server does not run', () => {
    assert.equal(outcomeOf({ ...tested, policy: 'None', mode: 'None' }, texts).tone, 'uncertain');
    const stopped = outcomeOf({ ...tested, state: 'Suspended' }, texts);
    assert.deepEqual([stopped.tone, stopped.text.endsWith('test.state Suspended')], ['uncertain', true]);
  });
});
