import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { gzipSync } from 'node:zlib';
import type { FlowItem } from '@millwright/flows';
import {
  adoptionDocument,
  answerChallenge,
  beginEnrolment,
  checkAcknowledged,
  checkDesired,
  checkWelcome,
  type Desired,
  type DeviceKeys,
  digestOf,
  followTrust,
  greetingDocument,
  type HeldTrust,
  type LastDesired,
  makeSealingKey,
  makeSigningKey,
  type Reported,
  readEnrolmentCode,
  reportedDocument,
  signDocument,
} from '@millwright/release';
import { waitFor } from '@millwright/testing';
import { WebSocket } from 'ws';
import {
  blobPath,
  type DeviceFrame,
  type HubFrame,
  passHeader,
  roadFormat,
  socketPath,
} from '../../plugins/fleet/src/common/road.ts';

export interface JsonAnswer<Body = Record<string, never>> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body & { readonly code?: string };
}

const below = '/millwright/fleet/device';

/** Sends JSON to a hub as a device does. @param base where its admin side is */
export async function send<Body>(
  base: string,
  path: string,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): Promise<JsonAnswer<Body>> {
  const response = await fetch(`${base}${below}${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as never };
}

async function sent<Body>(base: string, path: string, body: object): Promise<Body> {
  const answer = await send<Body>(base, path, { format: roadFormat, ...body });
  if (answer.status !== 200) throw Object.assign(new Error(JSON.stringify(answer.body)), answer.body);
  return answer.body;
}

export type Outcome = Reported['outcomes'][number];

/** What a device keeps on its disk: who has a copy of it is the same device. */
export interface Identity {
  /** Where the admin side of its hub is. */
  base: string;
  readonly id: string;
  readonly words: readonly string[];
  readonly labels: readonly object[];
  readonly keys: DeviceKeys;
  trust: HeldTrust;
  counter: number;
  last: LastDesired | undefined;
}

/**
 * A device as far as the road goes: it speaks all that hubs hear, with the keys and documents of `@millwright/release`, and
 * installs nothing. For tests and benches.
 */
export class RoadDevice {
  readonly identity: Identity;
  /** What it says of itself; a test changes it as it likes. */
  says: Partial<Reported> = {};
  /** Outcomes that the hub has not acknowledged yet. */
  outcomes: Outcome[] = [];
  /** What the hub wants, as far as it was believed. */
  desired: Desired | undefined;
  /** Everything that came, in order. */
  readonly frames: HubFrame[] = [];
  /** Why connections ended, the last one last. */
  readonly closed: { readonly status: number; readonly reason: string }[] = [];
  boot = randomUUID();
  #since: number;
  #pass = '';
  #socket: WebSocket | undefined;

  constructor(identity: Identity) {
    this.identity = identity;
    this.#since = identity.counter + 1;
  }

  get id(): string {
    return this.identity.id;
  }

  /** Enrols a new device with a code. @throws with the code of the refusal */
  static async enrol(code: string, name: string): Promise<RoadDevice> {
    const read = readEnrolmentCode(code);
    const keys = { signing: makeSigningKey(randomBytes), sealing: makeSealingKey(randomBytes) };
    const { envelope, enrolment } = beginEnrolment(read, { name, keys, random: randomBytes });
    const challenge = await sent<{ enrolment: string; envelope: string; trust: string[] }>(
      read.url,
      '/enrol/request',
      { envelope },
    );
    const answer = answerChallenge(enrolment, challenge.envelope, challenge.trust);
    const welcome = await sent<{ envelope: string }>(read.url, '/enrol/answer', {
      enrolment: challenge.enrolment,
      envelope: answer.envelope,
    });
    const { device, labels } = checkWelcome(answer.answered, welcome.envelope, {
      now: Date.now(),
      doubted: false,
    });
    const { words, trust } = answer.answered;
    return new RoadDevice({
      ...{ base: read.url, id: device, words, labels, keys, trust },
      ...{ counter: 0, last: undefined },
    });
  }

  /** The same device once more, as its copied memory card would be. */
  copy(): RoadDevice {
    return new RoadDevice({ ...this.identity });
  }

  /** As after a restart of it. */
  restart(): void {
    this.boot = randomUUID();
    this.#since = this.identity.counter + 1;
  }

  /** Gets a pass. @throws with the code of the refusal */
  async greet(): Promise<string> {
    const { base, id, keys } = this.identity;
    const { nonce } = await sent<{ nonce: string }>(base, '/greet', { device: id });
    const greeting = { format: 1, device: id, nonce, time: Date.now() } as const;
    const envelope = signDocument(greetingDocument, greeting, [keys.signing]);
    this.#pass = (await sent<{ pass: string }>(base, '/session', { envelope })).pass;
    return this.#pass;
  }

  get passHeaders(): Readonly<Record<string, string>> {
    return { [passHeader]: this.#pass };
  }

  /** A report, signed, with the next number. */
  report(more: Partial<Reported> = {}): DeviceFrame {
    const { identity } = this;
    identity.counter += 1;
    const { last, id, keys, trust } = identity;
    const reported: Reported = {
      format: 1,
      device: id,
      boot: this.boot,
      counter: identity.counter,
      since: this.#since,
      time: Date.now(),
      phase: 'idle',
      ...(last && { desired: last.counter }),
      outcomes: this.outcomes.slice(0, 32),
      untold: Math.max(0, this.outcomes.length - 32),
      versions: { millwright: '0.1.0', nodeRed: '5.0.2', node: '24.21.0', platform: 'linux-x64' },
      restart: 'supervised',
      ...this.says,
      ...more,
    };
    const envelope = signDocument(reportedDocument, reported, [keys.signing]);
    return { format: roadFormat, trust: trust.trust.version, reported: envelope };
  }

  /** Asks, as where WebSockets do not come through. */
  async poll(frame = this.report()): Promise<JsonAnswer<HubFrame>> {
    const answer = await send<HubFrame>(this.identity.base, '/exchange', frame, this.passHeaders);
    if (answer.status === 200) this.#take(answer.body);
    return answer;
  }

  /** Flows that somebody has changed on it, as it hands them in. */
  adoption(flows: readonly FlowItem[]): { readonly envelope: string; readonly flows: string } {
    const { id, keys } = this.identity;
    const text = Buffer.from(JSON.stringify(flows));
    const digest = digestOf(text);
    const envelope = signDocument(
      adoptionDocument,
      { format: 1, device: id, rev: digest, digest, size: text.length, credentials: [], time: Date.now() },
      [keys.signing],
    );
    return { envelope, flows: gzipSync(text).toString('base64') };
  }

  adopt(adoption: object, headers = this.passHeaders): Promise<JsonAnswer> {
    return send(this.identity.base, '/adoption', { format: roadFormat, ...adoption }, headers);
  }

  /** Opens a connection and reports. */
  async connect(): Promise<void> {
    if (this.#pass === '') await this.greet();
    const socket = new WebSocket(this.identity.base.replace(/^http/, 'ws') + socketPath, {
      headers: this.passHeaders,
    });
    socket.on('message', (text) => this.#take(JSON.parse(String(text))));
    socket.on('close', (status, reason) => {
      this.closed.push({ status, reason: String(reason) });
    });
    this.#socket = socket;
    await once(socket, 'open');
    await this.tell();
  }

  /** Reports over the connection, and waits for the answer. */
  async tell(frame = this.report()): Promise<void> {
    const had = this.frames.length + this.closed.length;
    this.sendRaw(JSON.stringify(frame));
    await waitFor('an answer to a report', () => this.frames.length + this.closed.length > had);
  }

  sendRaw(data: string | Uint8Array): void {
    this.#socket?.send(data);
  }

  disconnect(): void {
    this.#socket?.terminate();
  }

  /** A blob, or the part of it that a range asks for. */
  blob(digest: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    return fetch(`${this.identity.base}${blobPath}${digest}`, {
      headers: { ...this.passHeaders, ...headers },
    });
  }

  /** Believes what the hub says, as a device has to. */
  #take(frame: HubFrame): void {
    const { identity } = this;
    this.frames.push(frame);
    identity.trust = followTrust(identity.trust, frame.trust);
    const { trust } = identity.trust;
    if (frame.desired !== undefined) {
      const clock = { now: Date.now(), doubted: false, seen: 0 };
      const { last } = identity;
      const checked = checkDesired(frame.desired, { device: this.id, trust, clock, ...(last && { last }) });
      identity.last = checked.last;
      this.desired = checked.content;
    }
    if (frame.acknowledged !== undefined) {
      const { jobs } = checkAcknowledged(frame.acknowledged, { device: this.id, trust }).content;
      this.outcomes = this.outcomes.filter(({ job }) => !jobs.includes(job));
    }
  }
}
