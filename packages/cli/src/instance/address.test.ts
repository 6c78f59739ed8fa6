import assert from 'node:assert/strict';
import { parseAddress, tokenFrom } from './address.ts';

describe('the address of an instance', () => {
  for (const [given, read] of [
    ['http://localhost:1880', 'http://localhost:1880/'],
    ['https://plant.example/admin', 'https://plant.example/admin/'],
    ['HTTP://plant.example/admin/?x=1#flow/abc', 'http://plant.example/admin/'],
    ['http://[::1]:1880', 'http://[::1]:1880/'],
  ] as const) {
    it(`${given} is read`, () => assert.equal(parseAddress(given).href, read));
  }

  for (const given of [
    'localhost:1880',
    'ftp://plant',
    '',
    'http://',
    'http://plant:99999',
    'http://me:hunter2@plant/',
  ]) {
    it(`${given} is none, and is not repeated`, () => {
      assert.throws(
        () => parseAddress(given),
        (error: Error & { code?: string }) =>
          error.code === 'cli.bad-address' && !/hunter2/.test(error.message),
      );
    });
  }
});

describe('the token', () => {
  it('comes from the environment, and an empty one is none', () => {
    assert.equal(tokenFrom({ MILLWRIGHT_TOKEN: 'abc+/=' }), 'abc+/=');
    assert.equal(tokenFrom({ MILLWRIGHT_TOKEN: '' }), undefined);
    assert.equal(tokenFrom({}), undefined);
  });

  for (const token of ['hunter2\n', 'hun ter2', 'hunter2\u0000', 'hunter2ü']) {
    it(`${JSON.stringify(token)} is refused, and not repeated`, () => {
      assert.throws(
        () => tokenFrom({ MILLWRIGHT_TOKEN: token }),
        (error: Error & { code?: string }) => error.code === 'cli.bad-token' && !/hun/.test(error.message),
      );
    });
  }
});
