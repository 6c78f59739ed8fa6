import {
  type AskedDevice,
  answerTime,
  checkRequest,
  digestOf,
  makeChallenge,
  makeWelcome,
  type Random,
  readEnvelopeOf,
  releaseErrors,
  requestDocument,
  trustDocument,
} from '@millwright/release';
import type { Host } from '@millwright/runtime';
import { fleetErrors } from '../../../common/errors.ts';
import type { HubKeys } from '../keys/hub-keys.ts';
import { type Limits, wrongCode } from '../road/limits.ts';
import type { FleetStore } from '../store/open-store.ts';
import { deviceIdOf } from './device-id.ts';

export interface EnrolmentsOptions {
  readonly host: Pick<Host, 'operate'>;
  readonly store: () => Pick<FleetStore, 'findCode' | 'findUnheard' | 'enrolDevice'>;
  readonly keys: HubKeys;
  readonly limits: Limits;
  readonly random: Random;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly onEnrolled: (device: { readonly id: string; readonly name: string }) => void;
}

interface Pending {
  readonly asked: AskedDevice;
  /** What it is called from now on, or already. */
  readonly id: string;
  /** SHA-256 of the trust that the device was sent last. */
  readonly trust: string;
  readonly ends: number;
  /** Once it was answered: a device that did not get the welcome answers again. */
  welcomed?: { readonly answer: string; readonly welcome: Promise<string> };
}

/** Each of them has a good code. */
const mostPending = 2000;

/** Devices that enrol: in memory until each has proved what it says. */
export class Enrolments {
  readonly #options: EnrolmentsOptions;
  /** The oldest first. */
  readonly #pending = new Map<string, Pending>();

  constructor(options: EnrolmentsOptions) {
    this.#options = options;
  }

  /**
   * The first step. @param address of whoever asks: who tries codes has to wait
   *
   * @throws as `checkRequest`, `fleet.too-often`
   */
  async request(
    envelope: string,
    address: string,
  ): Promise<{ readonly enrolment: string; readonly envelope: string; readonly trust: string[] }> {
    const { store, keys, random, now, limits } = this.#options;
    const time = now();
    const { code, keys: own } = requestDocument.decode(readEnvelopeOf(requestDocument, envelope).payload);
    const record = await store().findCode(code);
    const chain = record ? chainFrom(keys, record.trust) : undefined;
    if (!record || !chain) {
      limits.take('enrolments', address, wrongCode);
      throw releaseErrors.codeUnknown();
    }
    const taken = await store().findUnheard(own.signing);
    const request = checkRequest(envelope, () => record, time, taken !== undefined);
    const challenge = makeChallenge(request, { key: keys.hubKey(), now: time, random });
    const enrolment = Buffer.from(random(16)).toString('base64url');
    this.#forget(time);
    this.#pending.set(enrolment, {
      asked: challenge.asked,
      id: taken ?? deviceIdOf(challenge.asked.request.name, random),
      trust: keys.trust().digest,
      ends: time + answerTime,
    });
    return { enrolment, envelope: challenge.envelope, trust: chain };
  }

  /**
   * The second step. The same answer again gets the same welcome.
   *
   * @returns the welcome
   * @throws as `checkAnswer`, `fleet.enrolment-unknown`, and what refuses the operation
   */
  async answer(enrolment: string, answer: string): Promise<string> {
    const pending = this.#pending.get(enrolment);
    if (!pending || pending.ends <= this.#options.now()) throw fleetErrors.enrolmentUnknown();
    if (pending.welcomed) {
      if (pending.welcomed.answer === answer) return pending.welcomed.welcome;
      throw fleetErrors.enrolmentUnknown();
    }
    const welcome = this.#enrol(pending, answer);
    pending.welcomed = { answer, welcome };
    try {
      return await welcome;
    } catch (error) {
      // What was not believed may be answered rightly; who cannot be written now may be in a moment.
      delete pending.welcomed;
      throw error;
    }
  }

  async #enrol({ asked, id, trust }: Pending, envelope: string): Promise<string> {
    const { host, store, keys, now, onEnrolled } = this.#options;
    const { name } = asked.request;
    const key = keys.hubKey();
    const enrolled = await host.operate(
      {
        name: 'fleet.device.enrol',
        action: 'fleet.write',
        locks: [],
        // Its name is what it says itself: it could be that of a person.
        actor: { kind: 'device', name: id },
        target: { kind: 'device', id },
      },
      async (operation) => {
        operation.tell({ device: name });
        return store().enrolDevice({ asked, envelope, trust, id, driftPolicy: 'report', now: now() });
      },
    );
    onEnrolled({ id: enrolled.id, name });
    return makeWelcome(asked, { device: enrolled.id, labels: enrolled.labels, now: now(), key });
  }

  #forget(time: number): void {
    for (const [enrolment, { ends }] of this.#pending) {
      if (ends > time && this.#pending.size < mostPending) return;
      this.#pending.delete(enrolment);
    }
  }
}

/** The trust that a code names, and those after it; undefined if it is none of this hub's. */
function chainFrom(keys: HubKeys, digest: string): string[] | undefined {
  const chain = keys.chain();
  const first = chain.findIndex(
    (envelope) => digestOf(readEnvelopeOf(trustDocument, envelope).payload) === digest,
  );
  return first < 0 ? undefined : chain.slice(first);
}
