import { createHash, randomBytes } from 'node:crypto';
import {
  type CodeRecord,
  checkAnswer,
  checkGreeting,
  checkRequest,
  type HeldTrust,
  type Label,
  makeChallenge,
  makeEnrolmentCode,
  makeWelcome,
  type ReportRecord,
  type SigningKey,
} from '@millwright/release';
import { roadFormat, roadRoutes } from '../../common/road.ts';

/** A device as the hub of a test knows it. */
export interface Known {
  readonly id: string;
  readonly key: string;
  readonly sealing: string;
  readonly words: readonly string[];
  record?: ReportRecord;
}

/** What of the hub of a test its members meet, as it is now. */
interface Hub {
  readonly hubKey: SigningKey;
  readonly chain: readonly string[];
  readonly trust: HeldTrust;
  readonly url: string;
}

/** How devices become members of the hub of a test, and begin to talk with it. */
export class TestMembers {
  readonly known = new Map<string, Known>();
  readonly #of: Hub;
  readonly #codes = new Map<string, CodeRecord>();
  readonly #asked = new Map<string, ReturnType<typeof makeChallenge>['asked']>();
  readonly #nonces = new Map<string, string>();
  readonly #passes = new Map<string, string>();

  constructor(of: Hub) {
    this.#of = of;
  }

  /** Whose pass it is. */
  withPass(pass: unknown): string | undefined {
    return this.#passes.get(String(pass));
  }

  forgetPasses(): void {
    this.#passes.clear();
  }

  makeCode(
    change: {
      readonly url?: string;
      readonly expires?: number;
      readonly uses?: number;
      readonly labels?: readonly Label[];
    } = {},
  ): string {
    const { url = this.#of.url, expires = Date.now() + 60_000, uses = 1, labels = [] } = change;
    const { text, record } = makeEnrolmentCode(
      { url, trust: this.#of.trust.digest, expires, uses, labels },
      randomBytes,
    );
    this.#codes.set(codeKey(record), record);
    return text;
  }

  /** Answers what comes before the first exchange; undefined for everything else. */
  answer(path: string, body: Readonly<Record<string, never>>): object | undefined {
    const format = roadFormat;
    switch (path) {
      case roadRoutes.requestEnrolment.path: {
        const opened = checkRequest(body['envelope'] ?? '', (id) => this.#codes.get(id), Date.now());
        const { envelope, asked } = makeChallenge(opened, {
          key: this.#of.hubKey,
          now: Date.now(),
          random: randomBytes,
        });
        const enrolment = randomBytes(16).toString('hex');
        this.#asked.set(enrolment, asked);
        return { format, enrolment, envelope, trust: this.#of.chain };
      }
      case roadRoutes.answerEnrolment.path: {
        const asked = this.#asked.get(body['enrolment'] ?? '');
        const record = asked && this.#codes.get(asked.request.code);
        if (!asked || !record) return { format, envelope: '' };
        const now = Date.now();
        const { words, record: used } = checkAnswer(body['envelope'] ?? '', asked, {
          record,
          trust: this.#of.trust.digest,
          now,
        });
        this.#codes.set(asked.request.code, used);
        const id = `device-${this.known.size + 1}`;
        const { signing, sealing } = asked.request.keys;
        this.known.set(id, { id, key: signing, sealing, words });
        return {
          format,
          envelope: makeWelcome(asked, { device: id, labels: record.labels, now, key: this.#of.hubKey }),
        };
      }
      case roadRoutes.greet.path: {
        const nonce = randomBytes(32).toString('base64url');
        this.#nonces.set(body['device'] ?? '', nonce);
        return { format, nonce };
      }
      case roadRoutes.openSession.path: {
        for (const [id, nonce] of this.#nonces) {
          const known = this.known.get(id);
          if (!known) continue;
          checkGreeting(body['envelope'] ?? '', { device: { id, key: known.key, isShutOut: false }, nonce });
          const made = randomBytes(32).toString('base64url');
          this.#passes.set(made, id);
          return { format, pass: made, expires: Date.now() + 60_000 };
        }
        throw Object.assign(new Error('nobody'), { code: 'fleet.no-device', status: 404, family: 'caller' });
      }
      default:
        return undefined;
    }
  }
}

/** The key id of a code is that of the key in it. */
const codeKey = ({ key }: CodeRecord): string =>
  createHash('sha256')
    .update(Buffer.from(key.slice('ed25519:'.length), 'base64url'))
    .digest('hex');
