import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { type Destination, defaultSettings } from '../../common/settings.ts';
import { withoutAddresses } from './without-addresses.ts';

const common = { id: 'a', name: 'A', enabled: true, classes: [], anchor: true };
const shown = (destination: Destination) =>
  withoutAddresses({ ...defaultSettings, destinations: [destination] }).destinations[0];

describe('settings for those who may only look', () => {
  it('say of an address only which machine it is', () => {
    for (const rest of ['/services/T0/B0/canary', '/?token=canary', '?canary', '/#canary'])
      for (const machine of ['https://siem.example', 'http://[::1]:8080', 'mqtts://broker.example:8884']) {
        const kind = machine.startsWith('mqtt')
          ? { kind: 'mqtt' as const, topic: 'a' }
          : { kind: 'webhook' as const };
        const destination = { ...common, ...kind, url: machine + rest };
        assert.deepEqual(shown(destination), { ...destination, url: `${machine}/…` });
      }
  });

  it('are the same where there is nothing to hide', () => {
    const all: readonly Destination[] = [
      { ...common, kind: 'webhook', url: 'https://siem.example/' },
      { ...common, kind: 'mqtt', url: 'mqtt://broker.example', topic: 'a' },
      { ...common, kind: 'file', directory: 'copy' },
    ];
    for (const destination of all) assert.deepEqual(shown(destination), destination);
  });
});
