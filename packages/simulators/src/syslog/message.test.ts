import assert from 'node:assert/strict';
import { simulatorErrors } from '../errors.ts';
import { OctetCounting } from './framing.ts';
import { readSyslog } from './message.ts';

const bytes = (text: string): Buffer => Buffer.from(text, 'utf8');

describe('syslog messages', () => {
  it('are read as RFC 5424 has them in its examples', () => {
    const read = readSyslog(
      bytes(
        '<165>1 2003-10-11T22:14:15.003Z mymachine.example.com evntslog - ID47 [exampleSDID@32473 iut="3" eventSource="Application" eventID="1011"][examplePriority@32473 class="high"] \uFEFFAn application event log entry...',
      ),
    );
    assert.deepEqual(read, {
      facility: 20,
      severity: 5,
      time: '2003-10-11T22:14:15.003Z',
      host: 'mymachine.example.com',
      application: 'evntslog',
      messageId: 'ID47',
      structuredData:
        '[exampleSDID@32473 iut="3" eventSource="Application" eventID="1011"][examplePriority@32473 class="high"]',
      text: 'An application event log entry...',
    });
    const plain = readSyslog(bytes('<34>1 - - su - - - \'su root\' failed on "/dev/pts/8"\nand again'));
    assert.equal(plain.text, '\'su root\' failed on "/dev/pts/8"\nand again');
    assert.equal(readSyslog(bytes('<0>1 - - - - - [a b="\\"\\]\\\\"]')).text, '');
  });

  for (const text of [
    '',
    'hello',
    '<192>1 - - - - - -',
    '<34>2 - - - - - -',
    '<34>1 11.10.2003 - - - - -',
    '<34>1 - - - - -',
    '<34>1 - - - - - [a b="]"]',
    '<34>1 - - - - - [a b=c]',
    '<34>Oct 11 22:14:15 mymachine su: of RFC 3164',
  ]) {
    it(`are refused: ${text || 'nothing'}`, () => {
      assert.throws(() => readSyslog(bytes(text)), simulatorErrors.badSyslog.is);
    });
  }

  it('are refused where they are not UTF-8', () => {
    assert.throws(
      () => readSyslog(Buffer.concat([bytes('<34>1 - - - - - - '), Buffer.of(0xff)])),
      simulatorErrors.badSyslog.is,
    );
  });
});

describe('octet counting', () => {
  it('cuts a stream into messages, wherever it was cut on its way', () => {
    const whole = bytes('5 hello10 wörld 5 \n1 x3 unf');
    for (let size = 1; size <= whole.length; size++) {
      const framing = new OctetCounting();
      const messages: string[] = [];
      for (let at = 0; at < whole.length; at += size)
        for (const message of framing.push(whole.subarray(at, at + size))) messages.push(message.toString());
      assert.deepEqual(messages, ['hello', 'wörld 5 \n', 'x', 'unf']);
      assert.equal(framing.pending, 0);
    }
    const cut = new OctetCounting();
    assert.deepEqual([...cut.push(bytes('12 not yet'))], []);
    assert.equal(cut.pending, 10);
  });

  for (const text of ['hello', ' 5 hello', '05 hello', '-1 x', '5x hello', '99999999999 x']) {
    it(`refuses "${text}"`, () => {
      assert.throws(() => [...new OctetCounting().push(bytes(text))], simulatorErrors.badSyslog.is);
    });
  }
});
