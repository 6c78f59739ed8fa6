import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { isCodedError } from '@millwright/schema';
import { digestOf } from './document/document.ts';
import { checkSignatures, preAuthEncoding, readEnvelope } from './document/envelope.ts';
import { readEnrolmentCode } from './enrolment/code.ts';
import { type Enrolling, shortWords, wordsOf } from './enrolment/words.ts';
import { fingerprintOf, type Random } from './keys/key-pair.ts';
import { makeSealingKey, makeSigningKey, readSigningKey } from './keys/keys.ts';
import { openSealedKey } from './keys/sealed-key.ts';
import {
  type Arrival,
  receivers,
  type SampleName,
  type Situation,
  samples,
  usual,
} from './receivers.fixture.ts';
import { firstTrust, followTrust, nextTrust } from './trust/trust-chain.ts';
import { readVectors, vectorNames, vectorsDirectory, vectorsText } from './vectors.fixture.ts';

const fileOf = (name: string): URL => new URL(`${name}.json`, vectorsDirectory);

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const resultOf = (attempt: () => unknown): string => {
  try {
    attempt();
    return 'ok';
  } catch (error) {
    assert.ok(isCodedError(error), String(error));
    return error.code;
  }
};

interface KeyRow {
  readonly name: string;
  readonly seed: string;
  readonly public: string;
  readonly keyid: string;
  readonly fingerprint: string;
}
interface DocumentRow {
  readonly name: SampleName;
  readonly payloadType: string;
  readonly maxBytes: number;
  readonly content: object;
  readonly payload: string;
  readonly digest: string;
  readonly envelope: string;
}

describe('the vectors of releases', () => {
  let documents: readonly DocumentRow[] = [];
  before(async () => {
    if (process.env['MILLWRIGHT_WRITE_VECTORS'] === '1')
      for (const name of vectorNames) writeFileSync(fileOf(name), await vectorsText(name));
    documents = readVectors<{ documents: DocumentRow[] }>('documents').documents;
  });

  it('are made again as they are', async () => {
    for (const name of vectorNames)
      assert.equal(readFileSync(fileOf(name), 'utf8'), await vectorsText(name), name);
  });

  it('have keys', async () => {
    const { signing, sealing, sealed } = readVectors<{
      signing: KeyRow[];
      sealing: KeyRow[];
      sealed: { passphrase: string; text: string; keyid: string };
    }>('keys');
    const seedOf =
      ({ seed }: KeyRow): Random =>
      () =>
        Buffer.from(seed, 'hex');
    for (const [rows, make] of [
      [signing, makeSigningKey],
      [sealing, makeSealingKey],
    ] as const)
      for (const row of rows) {
        const { text, keyid } = make(seedOf(row)).public;
        assert.deepEqual(
          [text, keyid, fingerprintOf(keyid)],
          [row.public, row.keyid, row.fingerprint],
          row.name,
        );
      }
    const { public: opened } = await openSealedKey(sealed.text, sealed.passphrase);
    assert.equal(opened.keyid, sealed.keyid);
  });

  it('have envelopes', () => {
    const { encodings, envelopes } = readVectors<{
      encodings: { payloadType: string; payload: string; encoding: string }[];
      envelopes: { about: string; envelope: string; keys: string[]; threshold: number; result: string }[];
    }>('envelopes');
    for (const { payloadType, payload, encoding } of encodings)
      assert.equal(hex(preAuthEncoding(payloadType, Buffer.from(payload))), encoding);
    for (const { about, envelope, keys, threshold, result } of envelopes) {
      const signers = { keys: keys.map(readSigningKey), threshold };
      const found = resultOf(() => checkSignatures(readEnvelope(envelope, 'note', 1000), 'note', signers));
      assert.equal(found, result, about);
    }
  });

  it('have documents', () => {
    for (const { name, payloadType, maxBytes, content, payload, digest, envelope } of documents) {
      const { document } = samples[name];
      assert.deepEqual([document.payloadType, document.maxBytes], [payloadType, maxBytes]);
      assert.deepEqual(document.decode(Buffer.from(payload)), content);
      assert.equal(Buffer.from(document.encode(content)).toString(), payload);
      assert.equal(digestOf(Buffer.from(payload)), digest);
      assert.ok(receivers[name](envelope, usual));
    }
  });

  it('have a chain of trust', () => {
    const { pin, chain, digests } = readVectors<{ pin: string; chain: string[]; digests: string[] }>('trust');
    let held = firstTrust(chain[0] ?? '', pin);
    for (const [at, text] of chain.entries()) {
      held = nextTrust(held, text);
      assert.deepEqual([held.trust.version, held.digest], [at + 1, digests[at]]);
    }
    assert.deepEqual(followTrust(firstTrust(chain[0] ?? '', pin), chain), held);
  });

  it('have an enrolment', () => {
    const enrolment = readVectors<{
      codes: { text: string; url: string; trust: string; public: string }[];
      refused: { about: string; text: string; result: string }[];
      shortWords: string[];
      words: (Enrolling & { words: string[] })[];
    }>('enrolment');
    for (const { text, ...code } of enrolment.codes) {
      const { url, trust, key } = readEnrolmentCode(text);
      assert.deepEqual({ url, trust, public: key.public.text }, code);
    }
    for (const { about, text, result } of enrolment.refused)
      assert.equal(
        resultOf(() => readEnrolmentCode(text)),
        result,
        about,
      );
    assert.deepEqual(enrolment.shortWords, shortWords);
    for (const { words, trust, keys, hubNonce, deviceNonce } of enrolment.words)
      assert.deepEqual(wordsOf({ trust, keys, hubNonce, deviceNonce }), words);
  });

  it('have attacks', () => {
    const { attacks, usual: plain } = readVectors<{
      usual: Partial<Situation>;
      attacks: {
        name: string;
        arrives: Arrival;
        refused: string;
        result: string;
        good?: string;
        at?: Partial<Situation>;
        goodAt?: Partial<Situation>;
      }[];
    }>('attacks');
    // What a device keeps of its enrolment has private keys, which are not in the file.
    const { enrolment, answered } = usual;
    const situation = (at: Partial<Situation> = {}): Situation => ({
      ...usual,
      ...plain,
      ...at,
      ...('code' in at && { code: at.code ?? undefined }),
      enrolment,
      answered,
    });
    for (const { name, arrives, refused, result, good, at, goodAt } of attacks) {
      const sample = good ?? documents.find((each) => each.name === arrives)?.envelope ?? '';
      assert.equal(
        resultOf(() => receivers[arrives](refused, situation(at))),
        result,
        name,
      );
      assert.equal(
        resultOf(() => receivers[arrives](sample, situation(goodAt))),
        'ok',
        name,
      );
    }
  });
});
