import assert from 'node:assert/strict';
import { createReadStream } from 'node:fs';
import {
  type CheckedDesired,
  challengeDocument,
  checkAcknowledged,
  checkAnswer,
  checkDesired,
  checkGreeting,
  checkManifest,
  checkReported,
  checkRequest,
  contentOf,
  firstTrust,
  followTrust,
  importSealingKey,
  importSigningKey,
  openBundle,
  openDocument,
  openSealed,
  type ReportRecord,
  readEnrolmentCode,
  signersOf,
  welcomeDocument,
} from '@millwright/release';
import * as v from 'valibot';
import { bytesOf } from '../../../packages/release/src/bundle/bundle.fixture.ts';
import { type RoadMessage, road } from '../../../plugins/fleet/src/common/formats.ts';
import { deviceFrame, hubFrame, roadRoutes } from '../../../plugins/fleet/src/common/road.ts';
import { type Recording, recordings } from './recording.fixture.ts';

const { requestEnrolment, answerEnrolment, greet, openSession, adopt } = roadRoutes;

/** How each message is read. */
const schemas = {
  'device.request': requestEnrolment.body,
  'hub.challenge': requestEnrolment.response,
  'device.answer': answerEnrolment.body,
  'hub.welcome': answerEnrolment.response,
  'device.greet': greet.body,
  'hub.nonce': greet.response,
  'device.greeting': openSession.body,
  'hub.pass': openSession.response,
  'device.frame': deviceFrame,
  'hub.frame': hubFrame,
  'device.adoption': adopt.body,
  'hub.adopted': adopt.response,
} as const satisfies Record<RoadMessage, v.GenericSchema>;
type Read<Kind extends RoadMessage> = v.InferOutput<(typeof schemas)[Kind]>;

/** A conversation as the format of today reads it. */
class Conversation {
  readonly #recording: Recording;

  constructor(recording: Recording) {
    this.#recording = recording;
  }

  all<Kind extends RoadMessage>(kind: Kind): readonly Read<Kind>[] {
    return this.#recording.messages
      .filter((each) => each.kind === kind)
      .map(({ message }) => v.parse(schemas[kind], message) as Read<Kind>);
  }

  first<Kind extends RoadMessage>(kind: Kind): Read<Kind> {
    const [message] = this.all(kind);
    assert.ok(message, kind);
    return message;
  }
}

/** The recording with another number, as long as nothing else of a format differs. */
const numbered = (recording: Recording, format: number): Recording => ({
  ...recording,
  format,
  messages: recording.messages.map(({ kind, message }) => ({ kind, message: { ...message, format } })),
});

const kept = recordings().flatMap(({ recording, bundle }) =>
  [recording, numbered(recording, recording.format - 1)].map((each) => ({ recording: each, bundle })),
);

for (const { recording, bundle } of kept)
  describe(`what was said in format ${recording.format} of the road`, () => {
    const { time, device } = recording;
    const said = new Conversation(recording);
    const key = importSigningKey(device.signing);
    const code = readEnrolmentCode(recording.code);
    const known = { id: device.id, key: key.public.text, isShutOut: false };

    it('is spoken, and written again as it was said', () => {
      assert.ok(road.spoken.includes(recording.format));
      for (const { kind, message } of recording.messages) {
        const read = v.parse(schemas[kind], message);
        assert.ok(!('refused' in read));
        assert.deepEqual(road.write(kind, read), message);
      }
    });

    it('enrols a device on a hub of today', () => {
      const record = {
        key: code.key.public.text,
        trust: code.trust,
        expires: time + 1,
        usesLeft: 1,
        labels: [],
      };
      const request = checkRequest(said.first('device.request').envelope, () => record, time);
      const { trust } = firstTrust(said.first('hub.challenge').trust[0] ?? '', code.trust);
      const challenge = openDocument(
        challengeDocument,
        said.first('hub.challenge').envelope,
        signersOf(trust, 'hub'),
      );
      const asked = { request: request.content, challenge: challenge.content, digest: challenge.digest };
      const context = { record, trust: code.trust, now: challenge.content.issued };
      const { words, record: used } = checkAnswer(said.first('device.answer').envelope, asked, context);
      assert.deepEqual([words.length, used.usesLeft], [4, 0]);
    });

    it('lets a device in, and tells a hub of today all that happened on it', () => {
      const { nonce } = said.first('hub.nonce');
      checkGreeting(said.first('device.greeting').envelope, { device: known, nonce });
      let record: ReportRecord | undefined;
      const results: string[] = [];
      for (const { reported } of said.all('device.frame')) {
        const checked = checkReported(reported, { device: known, ...(record && { record }) });
        record = checked.record;
        results.push(...checked.content.outcomes.map(({ result }) => result));
      }
      assert.ok(results.length > 0 && results.every((result) => result === 'committed'));
    });

    /** As a device of today hears it, to the end. */
    const heard = (): { readonly desired: CheckedDesired; readonly acknowledged: readonly string[] } => {
      const challenge = said.first('hub.challenge');
      let held = followTrust(firstTrust(challenge.trust[0] ?? '', code.trust), challenge.trust);
      const welcome = openDocument(
        welcomeDocument,
        said.first('hub.welcome').envelope,
        signersOf(held.trust, 'hub'),
      );
      assert.deepEqual([welcome.content.device, welcome.content.key], [device.id, key.public.keyid]);
      let desired: CheckedDesired | undefined;
      const acknowledged: string[] = [];
      for (const frame of said.all('hub.frame')) {
        held = followTrust(held, frame.trust);
        const { trust } = held;
        if (frame.acknowledged !== undefined)
          acknowledged.push(
            ...checkAcknowledged(frame.acknowledged, { device: device.id, trust }).content.jobs,
          );
        if (frame.desired === undefined) continue;
        const clock = { now: time, doubted: false, seen: desired?.seen ?? 0 };
        desired = checkDesired(frame.desired, {
          device: device.id,
          trust,
          clock,
          ...(desired && { last: desired.last }),
        });
      }
      assert.ok(desired);
      return { desired, acknowledged };
    };

    it('is heard by a device of today, which takes the release and what is sealed with it', async () => {
      const { desired, acknowledged } = heard();
      const { release, job, sealed, environment } = desired.content;
      assert.deepEqual(acknowledged, [job]);
      assert.ok(release && sealed);
      assert.ok(environment.some(({ name }) => name === 'PLC'));
      const { trust } = firstTrust(said.first('hub.challenge').trust[0] ?? '', code.trust);
      const opened = await openBundle(createReadStream(bundle));
      const { content } = checkManifest(opened.manifest, {
        trust,
        wanted: release,
        device: { ...device, labels: [] },
        clock: { now: time, doubted: false, seen: 0 },
      });
      const parts = new Map<string, Uint8Array>();
      for await (const blob of opened.blobs(content.parts))
        parts.set(blob.digest, await bytesOf(blob.content));
      const flows = content.parts.find(({ role }) => role === 'flows');
      assert.ok(flows);
      const text = (await contentOf([parts.get(flows.digest) ?? Buffer.of()], flows)).toString();
      assert.match(text, /"id":"ask"/);
      const box = await openSealed(
        Buffer.from(recording.sealed),
        importSealingKey(device.sealing),
        { device: device.id, manifest: release.digest, job },
        content.credentials?.commitment,
      );
      assert.deepEqual(box.committed?.credentials, { ask: { user: 'ana', password: 'of the recording' } });
      assert.deepEqual(box.environment, { PIN: 'secret of the recording' });
    });

    it('is not what another hub or device says', () => {
      const stranger = { ...known, key: code.key.public.text };
      const [frame] = said.all('device.frame');
      assert.throws(() => checkReported(frame?.reported ?? '', { device: stranger }), /signed/i);
    });
  });
