import assert from 'node:assert/strict';
import { type Secure, secureFindings } from './secure.ts';

const text = (value: string): Secure['onDisk'] => ({ kind: 'found', value });
const missing: Secure['onDisk'] = { kind: 'missing' };
const states = (secure: Secure): readonly string[] =>
  secureFindings(secure).map(({ state, command }) => `${state} ${command ?? ''}`.trim());

describe('the doctor, of secure.cjs', () => {
  it('says nothing where there is no access', () => {
    assert.deepEqual(states({ wired: false, onDisk: missing, access: undefined }), []);
  });

  it('finds it well without and with it', () => {
    assert.deepEqual(states({ wired: false, onDisk: missing, access: { secure: 'a' } }), ['works']);
    assert.deepEqual(states({ wired: true, onDisk: text('a'), access: { secure: 'a' } }), ['works']);
  });

  it('says what to do where it cannot work', () => {
    const init = 'millwright init --user-dir .';
    assert.deepEqual(states({ wired: true, onDisk: missing, access: { secure: 'a' } }), [`fails ${init}`]);
    assert.deepEqual(states({ wired: true, onDisk: text('a'), access: undefined }), [
      'fails npm install @millwright/node-red-access',
    ]);
    assert.deepEqual(states({ wired: true, onDisk: text('a'), access: { secure: 'b' } }), [
      `attention ${init}`,
    ]);
  });
});
