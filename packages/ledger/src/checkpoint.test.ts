import assert from 'node:assert/strict';
import {
  checkpointLine,
  findCheckpoints,
  isCheckpointOf,
  readCheckpoint,
  signCheckpoint,
} from './checkpoint.ts';
import { ledgerErrors } from './errors.ts';
import { exportKey, importKey, isHandedOver, makeKey, readPublicKey, signHandover } from './keys.ts';
import { origin } from './log.fixture.ts';
import { isSignedBy, readNote, signNote } from './note.ts';
import { leafDigest } from './tree.ts';

const time = Date.parse('2026-11-26T06:00:00Z');
const root = leafDigest('');

describe('a signed note', () => {
  /** @see https://pkg.go.dev/golang.org/x/mod/sumdb/note, where the format comes from */
  const published = {
    seed: 'AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz',
    key: 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
    text: "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n",
    signature:
      '\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n',
  };
  const note = `${published.text}\n${published.signature}`;

  it('is that of Go: the same key, the same signature', () => {
    const seed = Buffer.from(published.seed, 'base64').subarray(1);
    const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
    const pem = `-----BEGIN PRIVATE KEY-----\n${pkcs8.toString('base64')}\n-----END PRIVATE KEY-----\n`;
    const key = importKey('PeterNeumann', pem);
    assert.equal(key.public.text, published.key);
    assert.equal(signNote(published.text, key), note);
    const read = readNote(note);
    assert.ok(read && isSignedBy(read, readPublicKey(published.key)));
    assert.equal(read.text, published.text);
  });

  it('is not believed after any change, nor from a key of the same name', () => {
    const key = readPublicKey(published.key);
    const other = readNote(note.replace('answer', 'Answer'));
    assert.ok(other && !isSignedBy(other, key));
    const foreign = readNote(signNote(published.text, makeKey('PeterNeumann')));
    assert.ok(foreign && !isSignedBy(foreign, key));
    // One right signature does not make up for a wrong one by the same key.
    const wrong = published.signature.replace('x08go/ZJ', 'x08go/ZK');
    const both = readNote(note + wrong);
    assert.equal(both?.signatures.length, 2);
    assert.ok(both && !isSignedBy(both, key));
    // Those of others are nothing to look at.
    const cosigned = readNote(`${note}\u2014 witness.example AAAAAAEC\n`);
    assert.ok(cosigned && isSignedBy(cosigned, key));
  });

  it('is none without its newlines, its blank line or its signatures', () => {
    for (const text of ['', '\n', 'text\n', note.slice(0, -1), note.replace('\n\n', '\n'), `${note}more\n`])
      assert.equal(readNote(text), undefined, JSON.stringify(text));
  });

  it('has keys that are refused in any other form', () => {
    for (const text of [
      '',
      published.key.replace('c74f20a3', 'c74f20a4'),
      published.key.replace('+AR', '+Ag'),
      `${published.key} `,
      published.key.replace('Peter', 'Peter '),
      published.key.slice(0, -4),
    ])
      assert.throws(() => readPublicKey(text), ledgerErrors.keyInvalid.is, text);
    assert.throws(() => importKey(origin, 'no key'), ledgerErrors.keyInvalid.is);
  });
});

describe('a checkpoint', () => {
  const key = makeKey(origin);
  const note = signCheckpoint({ size: 20_852_163, root, time }, key);

  it('is read as it was signed', () => {
    const checkpoint = readCheckpoint(note);
    assert.deepEqual(checkpoint, { origin, size: 20_852_163, root, time, note });
    assert.ok(isCheckpointOf(checkpoint, key.public));
    const again = importKey(origin, exportKey(key));
    assert.equal(signCheckpoint({ size: 20_852_163, root, time }, again), note);
    assert.equal(isCheckpointOf(checkpoint, makeKey(origin).public), false);
  });

  it('is refused where its lines are other ones', () => {
    for (const [from, to] of [
      ['20852163', '020852163'],
      ['20852163', '-1'],
      ['20852163', '1e3'],
      [Buffer.from(root).toString('base64'), 'AAAA'],
      [`${origin}\n`, '\n'],
    ] as const)
      assert.throws(() => readCheckpoint(note.replace(from, to)), ledgerErrors.checkpointInvalid.is, to);
  });

  it('of the specification is read', () => {
    const example =
      'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n\u2014 example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n';
    const { origin: name, size, time: none } = readCheckpoint(example);
    assert.deepEqual([name, size, none], ['example.com/behind-the-sofa', 20_852_163, undefined]);
  });

  it('is found in any text, but not in what somebody made an event say', () => {
    const other = signCheckpoint({ size: 1, root, time }, key);
    const found = (text: string) => findCheckpoints(text).map(({ size }) => size);
    assert.deepEqual(found(`junk\n${note}${other}`), [20_852_163, 1]);
    assert.deepEqual(found(note.replaceAll('\n', '\r\n')), [20_852_163]);
    assert.deepEqual(found(note.slice(0, -1)), [20_852_163]);
    const line = checkpointLine(other);
    assert.deepEqual(found(`<110>1 - h millwright - - [x size="1"] ${line}\n`), [1]);
    assert.deepEqual(found(`{"message":"${line}","time":1}\n${note}`), [20_852_163, 1]);
    const record = `{"actor":{"kind":"anyone"},"source":{"userAgent":"${line}"}}`;
    assert.deepEqual(found(`<109>1 - h millwright - - [x seq="3"] ${record}\n`), []);
    assert.deepEqual(found(JSON.stringify({ message: record })), []);
    assert.deepEqual(found(note.slice(0, 120)), []);
  });
});

describe('a handover', () => {
  const [first, second, third] = [makeKey(origin), makeKey(origin), makeKey(origin)];
  const epoch0 = { epoch: 0, since: 0, public: first.public, handover: undefined };
  const handover = signHandover({ epoch: 1, since: 10, next: second.public }, first);
  const epoch1 = { epoch: 1, since: 10, public: second.public, handover };

  it('leads from a key to the next, and says since when', () => {
    assert.ok(isHandedOver(epoch1, epoch0));
    for (const wrong of [
      { ...epoch1, since: 11 },
      { ...epoch1, epoch: 2 },
      { ...epoch1, public: third.public },
      { ...epoch1, handover: undefined },
      { ...epoch1, handover: 'text' },
      { ...epoch1, handover: signHandover({ epoch: 1, since: 10, next: second.public }, third) },
    ])
      assert.equal(isHandedOver(wrong, epoch0), false);
  });

  it('is no checkpoint, and a checkpoint is none', () => {
    assert.throws(() => readCheckpoint(handover), ledgerErrors.checkpointInvalid.is);
    assert.deepEqual(findCheckpoints(handover), []);
    const note = signCheckpoint({ size: 10, root, time }, first);
    assert.equal(isHandedOver({ ...epoch1, handover: note }, epoch0), false);
  });
});
