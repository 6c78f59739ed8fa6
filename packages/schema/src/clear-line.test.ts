import assert from 'node:assert/strict';
import { isClearLine } from './clear-line.ts';

describe('an address that others on the way can listen to', () => {
  for (const url of [
    'http://hub.example/red',
    'http://192.168.1.5:1880',
    'http://[fe80::1]:1880',
    'http://127.example',
  ])
    it(`is ${url}`, () => assert.equal(isClearLine(url), true));
  for (const url of [
    'https://hub.example',
    'http://localhost:1880',
    'http://hub.localhost',
    'http://127.0.0.1:1880/red',
    'http://[::1]:1880',
    'no address',
    '',
  ])
    it(`is not ${url || 'nothing'}`, () => assert.equal(isClearLine(url), false));
});
