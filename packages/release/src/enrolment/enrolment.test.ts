import assert from 'node:assert/strict';
import { digestOf, signDocument } from '../document/document.ts';
import { releaseErrors } from '../errors.ts';
import {
  deviceKey,
  deviceSealingKey,
  hours,
  hubKey,
  noon,
  randomOf,
  releaseKey,
  traits,
  trust,
} from '../people.fixture.ts';
import { trustDocument } from '../trust/trust.ts';
import { type CodeRecord, makeEnrolmentCode, readEnrolmentCode } from './code.ts';
import { answerChallenge, beginEnrolment, checkWelcome } from './device.ts';
import { answerTime, checkAnswer, checkRequest, makeChallenge, makeWelcome } from './hub.ts';

const chain = [signDocument(trustDocument, trust, [releaseKey, hubKey])];
const pin = digestOf(trustDocument.encode(trust));
const keys = { signing: deviceKey, sealing: deviceSealingKey };
const { text: code, record } = makeEnrolmentCode(
  { url: 'https://hub.example/red', trust: pin, expires: noon + hours, uses: 2, labels: traits.labels },
  randomOf('code'),
);
const find = (keyid: string): CodeRecord | undefined =>
  keyid === readEnrolmentCode(code).key.public.keyid ? record : undefined;

/** All of it, as both sides do it. */
function enrol(name: string, known: CodeRecord = record) {
  const begun = beginEnrolment(readEnrolmentCode(code), { name, keys, random: randomOf(name) });
  const request = checkRequest(begun.envelope, () => known, noon);
  const challenge = makeChallenge(request, { key: hubKey, now: noon, random: randomOf(`hub of ${name}`) });
  const answer = answerChallenge(begun.enrolment, challenge.envelope, chain);
  const now = noon + 1000;
  const proved = checkAnswer(answer.envelope, challenge.asked, { record: known, trust: pin, now });
  const welcome = makeWelcome(challenge.asked, { device: traits.id, labels: known.labels, now, key: hubKey });
  return { begun, request, challenge, answer, proved, welcome };
}

describe('an enrolment', () => {
  it('makes a device that both sides know by the same words', () => {
    const { answer, proved, welcome } = enrol('Gateway 7');
    assert.deepEqual(checkWelcome(answer.answered, welcome, { now: noon, doubted: false }), {
      device: traits.id,
      labels: traits.labels,
      seen: noon + 1000,
    });
    assert.deepEqual(answer.answered.trust.trust, trust);
    assert.equal(proved.words.length, 4);
    assert.deepEqual(proved.words, answer.answered.words);
    assert.notDeepEqual(enrol('Gateway 8').proved.words, proved.words);
  });

  it('does not take over a time of the hub that is far ahead, unless nobody knows better', () => {
    const { answer, challenge } = enrol('ahead');
    const now = Date.UTC(2099, 0);
    const late = makeWelcome(challenge.asked, { device: traits.id, labels: [], now, key: hubKey });
    assert.equal(checkWelcome(answer.answered, late, { now: noon, doubted: false }).seen, 0);
    assert.equal(checkWelcome(answer.answered, late, { now: noon, doubted: true }).seen, now);
  });

  it('uses up the code', () => {
    const once = enrol('one').proved.record;
    const twice = enrol('two', once).proved.record;
    assert.equal(twice.usesLeft, 0);
    assert.throws(() => enrol('three', twice), releaseErrors.codeUsedUp.is);
  });

  it('of a device that was taken in, and did not hear so, takes nothing from the code, and proves as much', () => {
    const { begun, answer, challenge } = enrol('lost');
    const spent = { ...record, usesLeft: 0, expires: noon - 1 };
    const find = () => spent;
    assert.throws(() => checkRequest(begun.envelope, find, noon), releaseErrors.codeExpired.is);
    assert.ok(checkRequest(begun.envelope, find, noon, true));
    const about = { record: spent, trust: pin, now: noon, isTaken: true };
    assert.equal(checkAnswer(answer.envelope, challenge.asked, about).record, spent);
    const other = enrol('other');
    assert.throws(() => checkAnswer(other.answer.envelope, challenge.asked, about));
    assert.throws(
      () => checkAnswer(answer.envelope, challenge.asked, { ...about, now: noon + answerTime }),
      releaseErrors.proofWrong.is,
    );
  });

  it('looks at the code again when the device answers', () => {
    const { answer, challenge } = enrol('late');
    const check = (known: CodeRecord, now: number) => () =>
      checkAnswer(answer.envelope, challenge.asked, { record: known, trust: pin, now });
    assert.throws(check({ ...record, usesLeft: 0 }, noon), releaseErrors.codeUsedUp.is);
    assert.throws(check({ ...record, expires: noon }, noon), releaseErrors.codeExpired.is);
    assert.throws(check(record, noon + answerTime), releaseErrors.proofWrong.is);
    assert.ok(check(record, noon + answerTime - 1)());
  });

  it('leaves nothing on the hub with which a thief of its database could enrol', () => {
    const kept = JSON.stringify(record);
    const secret = Buffer.from(randomOf('code')(16));
    for (const encoding of ['hex', 'base64', 'base64url'] as const)
      assert.ok(!kept.includes(secret.toString(encoding)));
    assert.ok(find(readEnrolmentCode(code).key.public.keyid));
    assert.equal(record.key, readEnrolmentCode(code).key.public.text);
  });

  it('is of the hub of the code, however its trust went on since', () => {
    const { begun, challenge } = enrol('chain');
    const next = { ...trust, version: 2, created: noon };
    const longer = [...chain, signDocument(trustDocument, next, [releaseKey, hubKey])];
    assert.equal(
      answerChallenge(begun.enrolment, challenge.envelope, longer).answered.trust.trust.version,
      2,
    );
    for (const wrong of [[], longer.slice(1)])
      assert.throws(
        () => answerChallenge(begun.enrolment, challenge.envelope, wrong),
        releaseErrors.anotherHub.is,
      );
  });
});
