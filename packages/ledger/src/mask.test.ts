import assert from 'node:assert/strict';
import { maskSecrets } from './mask.ts';

describe('the mask', () => {
  const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl';
  const cases: readonly (readonly [text: string, masked: string])[] = [
    ['connect to mqtt://ana:pa55@broker:1883 failed', 'connect to mqtt://***@broker:1883 failed'],
    ['https://token@host/path?x=1', 'https://***@host/path?x=1'],
    ['https://host/a@b', 'https://host/a@b'],
    ['https://ana:p@55@host/x', 'https://***@host/x'],
    [
      'https://h/x?sv=1&sig=abc%2B&X-Amz-Signature=def&page=2',
      'https://h/x?sv=1&sig=***&X-Amz-Signature=***&page=2',
    ],
    ['/cb?code=abc&key=1&auth=2#signature=3', '/cb?code=***&key=***&auth=***#signature=***'],
    ['see /orders?postcode=80331', 'see /orders?postcode=80331'],
    ['Authorization: Bearer abc.def', 'Authorization: ***'],
    ['{"authorization":"Basic YW5hOnBhNTU="}', '{"authorization":"***"}'],
    ['sent Bearer abcdefgh12345', 'sent Bearer ***'],
    [`token is ${jwt} here`, 'token is *** here'],
    ['password=hunter2&user=ana', 'password=***&user=ana'],
    ['{"password":"a b","user":"ana"}', '{"password":***,"user":"ana"}'],
    ['api_key: 1234, next', 'api_key: ***, next'],
    ['my_client_secret = "x y"; done', 'my_client_secret = ***; done'],
    [
      'key -----BEGIN PRIVATE KEY-----\nMIIE\nabc\n-----END PRIVATE KEY----- end',
      'key -----BEGIN PRIVATE KEY-----*** end',
    ],
    ['cut off -----BEGIN RSA PRIVATE KEY-----\nMIIE', 'cut off -----BEGIN RSA PRIVATE KEY-----***'],
    ['ticket 7: the motor of line 3 was changed', 'ticket 7: the motor of line 3 was changed'],
    ['mail to ana@example.com', 'mail to ana@example.com'],
    ['the token was refused', 'the token was refused'],
  ];
  for (const [text, masked] of cases)
    it(`makes ${JSON.stringify(text)} safe`, () => assert.equal(maskSecrets(text), masked));

  it('takes no more time than the text is long', () => {
    for (const part of [
      'password',
      'eyJaaaaaaa.',
      'a://',
      'bearer ',
      '-----BEGIN ',
      'authorization: ',
      'secret-',
      '?x-amz-',
    ]) {
      const began = process.cpuUsage();
      maskSecrets(part.repeat(Math.floor(20_000 / part.length)));
      assert.ok(process.cpuUsage(began).user < 2_000_000, part);
    }
  });
});
