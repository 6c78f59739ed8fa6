import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { readBase32, writeBase32 } from '../base32.ts';
import { releaseErrors } from '../errors.ts';
import { noon, randomOf } from '../people.fixture.ts';
import { makeEnrolmentCode, readEnrolmentCode } from './code.ts';

const about = {
  url: 'https://hub.example:1880/red',
  trust: 'ab'.repeat(32),
  expires: noon,
  uses: 1,
  labels: [],
};
const { text } = makeEnrolmentCode(about, randomOf('code'));

describe('an enrolment code', () => {
  it('says where the hub is, which trust holds there, and what to prove with', () => {
    const { url, trust, key } = readEnrolmentCode(text);
    assert.deepEqual([url, trust], [about.url, about.trust]);
    assert.match(key.public.text, /^ed25519:/);
    assert.match(text, /^mw1(?:-[0-9a-z]{5})+-[0-9a-z]{1,5}$/);
  });

  it('is read as people copy and type it', () => {
    const same = [
      text.toUpperCase(),
      text.replaceAll('-', ''),
      text.replaceAll('-', ' '),
      `  ${text.slice(0, 40)}\n  ${text.slice(40)}\n`,
      text.replaceAll('-', '\u2013'),
      `mw1${text.slice(3).replaceAll('1', 'l').replaceAll('0', 'O')}`,
    ];
    for (const typed of same) assert.deepEqual(readEnrolmentCode(typed).url, about.url, typed);
  });

  it('tells every slip of one character, every swap of two, and every place where it is cut off', () => {
    const compact = text.replaceAll('-', '');
    const refused = (typed: string): void =>
      assert.throws(() => readEnrolmentCode(typed), releaseErrors.codeMistyped.is, typed);
    for (let at = 3; at < compact.length; at++) {
      const [one = '', two = ''] = [compact[at], compact[at + 1]];
      refused(compact.slice(0, at) + (one === '7' ? '8' : '7') + compact.slice(at + 1));
      refused(compact.slice(0, at));
      if (two && one !== two) refused(compact.slice(0, at) + two + one + compact.slice(at + 2));
    }
    for (const more of ['0', '00', 'x', '00000000']) refused(compact + more);
    refused('');
    refused('mw1');
  });

  it('says where a character is that cannot stand there', () => {
    assert.throws(() => readEnrolmentCode(`${text.slice(0, 10)}u${text.slice(11)}`), /character 6 after/);
  });

  it('of a later kind is told by its number', () => {
    assert.throws(() => readEnrolmentCode(text.replace('mw1', 'mw2')), releaseErrors.unknownFormat.is);
  });

  it('is in no error', () => {
    assert.throws(
      () => readEnrolmentCode(`${text}x`),
      (error) => !inspect(error).includes(text.slice(10, 20)),
    );
  });

  it('holds no address that is none of a hub', () => {
    for (const url of [
      '',
      'hub',
      'file:///etc',
      'https://a:b@hub.example',
      'https://hub.example/#a',
      `https://${'a'.repeat(200)}.example`,
    ])
      assert.throws(
        () => makeEnrolmentCode({ ...about, url }, randomOf('code')),
        releaseErrors.codeMistyped.is,
        url,
      );
  });

  it('holds an address of 200 bytes', () => {
    const url = `https://hub.example/${'a'.repeat(180)}`;
    assert.equal(readEnrolmentCode(makeEnrolmentCode({ ...about, url }, randomOf('code')).text).url, url);
  });

  it('is made only with what a hub can keep', () => {
    for (const change of [
      { uses: -1 },
      { trust: 'ab' },
      { expires: Number.NaN },
      { labels: [{ name: '', value: 'a' }] },
    ])
      assert.throws(
        () => makeEnrolmentCode({ ...about, ...change }, randomOf('code')),
        releaseErrors.documentInvalid.is,
      );
  });

  it('is in base 32, whatever its length', () => {
    for (let length = 0; length < 20; length++) {
      const bytes = randomOf(`${length}`)(length);
      assert.deepEqual(readBase32(writeBase32(bytes)), bytes);
      assert.ok('foreignAt' in readBase32(`${writeBase32(bytes)}0`) || length % 5 > 0);
    }
  });
});
