import {
  answerChallenge,
  beginEnrolment,
  type CodeRecord,
  checkRequest,
  type DeviceKeys,
  digestOf,
  firstTrust,
  makeChallenge,
  makeEnrolmentCode,
  makeSealingKey,
  makeSigningKey,
  type Random,
  type Reported,
  readEnrolmentCode,
  reportedDocument,
  type SealingKey,
  type SigningKey,
  signDocument,
  type Trust,
  trustDocument,
} from '@millwright/release';
import type { FleetStore } from './open-store.ts';

/** 2026-11-26, noon, UTC. */
export const noon = Date.UTC(2026, 10, 26, 12);
const random: Random = (bytes) => crypto.getRandomValues(new Uint8Array(bytes));
export const hubKey = makeSigningKey(random);

const trust: Trust = {
  format: 1,
  version: 1,
  created: noon,
  roles: {
    release: { keys: [hubKey.public.text], threshold: 1 },
    hub: { keys: [hubKey.public.text], threshold: 1 },
  },
  revoked: [],
};
const trustEnvelope = signDocument(trustDocument, trust, [hubKey]);
const held = firstTrust(trustEnvelope, digestOf(trustDocument.encode(trust)));

export interface Code {
  readonly text: string;
  readonly record: CodeRecord;
  /** Its key id. */
  readonly id: string;
}

/** A code as the hub keeps and shows it. */
export function makeCode(
  about: Partial<Pick<CodeRecord, 'labels' | 'expires'>> & { uses?: number } = {},
): Code {
  const { labels = [], expires = noon + 3_600_000, uses = 1 } = about;
  const { digest } = held;
  const { text, record } = makeEnrolmentCode(
    { url: 'http://127.0.0.1:1880', trust: digest, expires, uses, labels },
    random,
  );
  return { text, record, id: readEnrolmentCode(text).key.public.keyid };
}

/** A report of a device with which all is well. */
export const quiet: Reported = {
  format: 1,
  device: 'device',
  boot: 'boot-0000-0000-0001',
  counter: 1,
  since: 1,
  time: noon,
  phase: 'idle',
  outcomes: [],
  untold: 0,
  versions: { millwright: '0.1.0', nodeRed: '5.0.2', node: '24.21.0', platform: 'linux-x64' },
  restart: 'supervised',
};

/** A device that went through its enrolment. */
export interface Member {
  readonly id: string;
  readonly key: SigningKey;
  /** What is sealed for it this key opens. */
  readonly sealing: SealingKey;
  readonly words: readonly string[];
  /** A report, signed. */
  report(more?: Partial<Reported>): string;
}

/** Enrols a device over both sides' functions, as the road does. @throws what the hub's side throws */
export async function enrol(
  store: FleetStore,
  id: string,
  {
    code,
    name = id,
    now = noon,
    keys = { signing: makeSigningKey(random), sealing: makeSealingKey(random) },
  }: { readonly code: Code; readonly name?: string; readonly now?: number; readonly keys?: DeviceKeys },
): Promise<Member> {
  const { envelope, enrolment } = beginEnrolment(readEnrolmentCode(code.text), { name, keys, random });
  const asked = makeChallenge(
    checkRequest(
      envelope,
      () => code.record,
      now,
      (await store.findUnheard(keys.signing.public.text)) !== undefined,
    ),
    { key: hubKey, now, random },
  );
  const answer = answerChallenge(enrolment, asked.envelope, [trustEnvelope]);
  const enrolled = await store.enrolDevice({
    asked: asked.asked,
    envelope: answer.envelope,
    trust: held.digest,
    id,
    driftPolicy: 'report',
    now,
  });
  return {
    id: enrolled.id,
    key: keys.signing,
    sealing: keys.sealing,
    words: answer.answered.words,
    report: (more) =>
      signDocument(reportedDocument, { ...quiet, device: enrolled.id, ...more }, [keys.signing]),
  };
}
