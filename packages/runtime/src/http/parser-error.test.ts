import assert from 'node:assert/strict';
import { ofParser } from './parser-error.ts';

const typed = (type: string, more: object = {}): Error => Object.assign(new Error('x'), { type, ...more });

describe('what was wrong with a request before a route saw it', () => {
  const cases: readonly (readonly [Error, string, number])[] = [
    [typed('charset.unsupported'), 'runtime.unsupported-encoding', 415],
    [typed('encoding.unsupported'), 'runtime.unsupported-encoding', 415],
    [typed('entity.parse.failed'), 'runtime.malformed-json', 400],
    [typed('entity.too.large', { limit: 7 }), 'request.too-large', 413],
    [typed('parameters.too.many'), 'runtime.not-json', 415],
    [typed('querystring.parse.rangeError'), 'runtime.not-json', 415],
    [typed('request.aborted'), 'runtime.unreadable-body', 400],
    [typed('request.size.invalid'), 'runtime.unreadable-body', 400],
    [
      Object.assign(new Error('incorrect header check'), { code: 'Z_DATA_ERROR' }),
      'runtime.unreadable-body',
      400,
    ],
  ];
  for (const [error, code, status] of cases)
    it(`${(error as { type?: string }).type ?? error.name} is ${code}`, () => {
      const coded = ofParser(error);
      assert.deepEqual([coded?.code, coded?.status], [code, status]);
    });

  it('is not said of what the request cannot help', () => {
    for (const error of [
      typed('stream.encoding.set'),
      typed('stream.not.readable'),
      typed('toString'),
      Object.assign(new Error('x'), { code: 'ENOENT' }),
      undefined,
      null,
      'text',
    ])
      assert.equal(ofParser(error), undefined);
  });
});
