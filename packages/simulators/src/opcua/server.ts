import { createServer, type Server, type Socket } from 'node:net';
import { encodeExpandedNodeId } from 'node-opcua-basic-types';
import { AttributeIds } from 'node-opcua-data-model';
import { DataValue } from 'node-opcua-data-value';
import { getStructureTypeConstructor } from 'node-opcua-factory';
import * as types from 'node-opcua-types';
import { Variant } from 'node-opcua-variant';
import { Chance } from '../random.ts';
import { AddressSpace, type AddressSpaceOptions } from './address-space.ts';
import { SimulatedChannel } from './channel.ts';
import { encoded, encodeResponse, status, type WireValue } from './codec.ts';
import type { WireFault } from './faults.ts';
import { Recorder } from './recorder.ts';
import {
  isFault,
  isRaw,
  isTail,
  type Reply,
  type RequestOf,
  type ResponseOf,
  type ServiceName,
  type ServiceRequest,
  type ServiceResponse,
} from './replies.ts';
import { sampled } from './services/attributes.ts';
import type { Context, Settings, State } from './services/context.ts';
import { services, withoutSession } from './services/index.ts';
import { end } from './services/sessions.ts';
import type { SimulatedSession } from './session.ts';
import type { Subscription } from './subscription.ts';

export interface UaServerOptions extends AddressSpaceOptions, Partial<Settings> {
  /** Default: one that is free. */
  readonly port?: number;
  /** Bytes of the largest chunk. Default: 64 KiB. */
  readonly bufferSize?: number;
  /** What its Acknowledge says; 0, the default: no limit. */
  readonly maxMessageSize?: number;
  readonly maxChunkCount?: number;
  /** Milliseconds of a token that are granted at most. Default: an hour. */
  readonly tokenLifetime?: number;
  /** Milliseconds of a token that are granted whatever the client asks for. */
  readonly grantedLifetime?: number;
  /** How many requests of each service are kept to be looked at. Default: 200. */
  readonly keep?: number;
  /** Of the chance with which faults come that have a share. */
  readonly seed?: number;
}

/** Where a request came from, and what a decent server would answer. */
export interface HookContext<Name extends ServiceName> extends Context {
  /** How many requests of the service have come, this one included. */
  readonly number: number;
  /** The answer by default. */
  next(): Promise<Reply<ResponseOf<Name>>>;
}

/** Answers a service in a test's own way; undefined leaves it to the hook before it, and at last to the default. */
export type Hook<Name extends ServiceName> = (
  request: RequestOf<Name>,
  context: HookContext<Name>,
) => Reply<ResponseOf<Name>> | undefined | Promise<Reply<ResponseOf<Name>> | undefined>;

/**
 * An OPC UA server on the wire, without security: it behaves as long as nobody tells it otherwise. Framing, numbers and what is answered
 * are its own, so that each can be wrong.
 */
export class SimulatedUaServer {
  readonly space: AddressSpace;
  /** What has come, by service. */
  readonly seen: Recorder;
  readonly sessions = new Map<string, SimulatedSession>();
  readonly subscriptions = new Map<number, Subscription>();
  readonly #options: UaServerOptions;
  readonly #state: State;
  readonly #channels = new Set<SimulatedChannel>();
  readonly #hooks = new Map<string, Hook<ServiceName>[]>();
  #faults: { readonly fault: WireFault; left: number }[] = [];
  #server: Server | undefined;
  #port = 0;
  #number = 0;
  #accepted = 0;
  #spoiled = 0;
  readonly #chance: Chance;

  constructor(options: UaServerOptions = {}) {
    this.#options = options;
    this.space = new AddressSpace(options);
    this.seen = new Recorder(options.keep ?? 200);
    this.#chance = new Chance(options.seed ?? 1);
    this.#state = {
      settings: {
        maxSessionTimeout: 3_600_000,
        maxSessions: 100,
        maxPublishRequests: 100,
        maxReferencesPerNode: 0,
        revise: {},
        methods: {},
        ...options,
      },
      space: this.space,
      sessions: this.sessions,
      subscriptions: this.subscriptions,
      url: () => this.url,
      nextNumber: () => ++this.#number,
    };
  }

  get port(): number {
    return this.#port;
  }

  get url(): string {
    return `opc.tcp://127.0.0.1:${this.#port}`;
  }

  /** Connections that are open, and that were ever accepted. */
  get connections(): number {
    return this.#channels.size;
  }

  get accepted(): number {
    return this.#accepted;
  }

  /** Responses that a fault has spoiled. */
  get spoiled(): number {
    return this.#spoiled;
  }

  get channels(): ReadonlySet<SimulatedChannel> {
    return this.#channels;
  }

  /** Listens on 127.0.0.1; after {@link close} on the same port again. */
  listen(): Promise<void> {
    const server = createServer((socket) => this.#accept(socket));
    this.#server = server;
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.#port || (this.#options.port ?? 0), '127.0.0.1', () => {
        const address = server.address();
        if (address && typeof address === 'object') this.#port = address.port;
        resolve();
      });
    });
  }

  /** Cuts all connections and listens no more. What sessions there are stays, as behind a cable that is pulled. */
  async close(how: 'close' | 'reset' = 'reset'): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    this.disconnect(how);
    if (server) await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  /** Closes for good, and forgets all sessions and subscriptions. */
  async dispose(): Promise<void> {
    await this.close();
    this.forget();
  }

  /** Loses all sessions and subscriptions, as a server does that starts anew. */
  forget(): void {
    for (const session of [...this.sessions.values()]) end(this.#state, session, true);
    for (const subscription of this.subscriptions.values()) subscription.stop();
    this.subscriptions.clear();
  }

  /** Ends one session as its time-out does. */
  expire(session: SimulatedSession, deleteSubscriptions = false): void {
    end(this.#state, session, deleteSubscriptions);
  }

  disconnect(how: 'close' | 'reset'): void {
    for (const channel of this.#channels) channel.close(how);
  }

  /** Answers a service in another way, until what it returns is called. */
  on<Name extends ServiceName>(service: Name, hook: Hook<Name>): () => void {
    const hooks = this.#hooks.get(service) ?? [];
    this.#hooks.set(service, hooks);
    const own = hook as unknown as Hook<ServiceName>;
    hooks.unshift(own);
    return () => void hooks.splice(hooks.indexOf(own) >>> 0, 1);
  }

  /** Spoils responses on their way, from the next one on. */
  misbehave(fault: WireFault): void {
    this.#faults.push({ fault, left: fault.times ?? Number.POSITIVE_INFINITY });
  }

  /** No fault and no hook any more. */
  behave(): void {
    this.#faults = [];
    this.#hooks.clear();
  }

  /** Sets a node's value and tells those who monitor it. */
  set(id: string, value: Variant | WireValue): void {
    const node = this.space.get(id) ?? {};
    this.space.set(id, { ...node, value });
    const now = new Date();
    const wire =
      value instanceof Variant ? new DataValue({ value, sourceTimestamp: now, serverTimestamp: now }) : value;
    sampled(this.#state, key(id), wire);
  }

  /** Raises an event: its fields by the names of select clauses, `Severity` or `EnabledState/Id`. */
  raise(fields: Readonly<Record<string, Variant>>): void {
    const nothing = new Variant();
    for (const { items } of this.subscriptions.values()) {
      for (const item of items.values()) {
        if (!item.fields || item.attribute !== AttributeIds.EventNotifier) continue;
        const values = item.fields.map((name) => fields[name] ?? nothing);
        item.queue(
          encoded((stream) => {
            stream.writeInteger(values.length);
            for (const value of values) value.encode(stream);
          }),
        );
      }
    }
  }

  #accept(socket: Socket): void {
    this.#accepted += 1;
    const {
      bufferSize = 65_536,
      maxMessageSize = 0,
      maxChunkCount = 0,
      tokenLifetime = 3_600_000,
      grantedLifetime,
    } = this.#options;
    const channel = new SimulatedChannel(
      socket,
      { bufferSize, maxMessageSize, maxChunkCount, tokenLifetime, grantedLifetime },
      {
        onRequest: (from, request, id) => void this.#answer(from, request, id),
        fault: (service) => this.#fault(service),
        onClose: (closed) => void this.#channels.delete(closed),
      },
    );
    this.#channels.add(channel);
  }

  #fault(service: string): WireFault | undefined {
    const active = this.#faults.find(
      ({ fault }) => isOf(fault, service) && this.#chance.next() < (fault.share ?? 1),
    );
    if (!active) return undefined;
    this.#spoiled += 1;
    active.left -= 1;
    if (active.left <= 0) this.#faults = this.#faults.filter((other) => other !== active);
    return active.fault;
  }

  async #answer(channel: SimulatedChannel, request: ServiceRequest, id: number): Promise<void> {
    const service = request.schema.name.replace(/Request$/, '') as ServiceName;
    this.seen.note(service, request);
    const reply = await this.#reply(channel, service, request);
    this.seen.answered(service);
    if (reply === 'silence') return;
    if (reply === 'open') return channel.sendOpen(id, request as types.OpenSecureChannelRequest);
    channel.send(id, bodyOf(reply, service, request.requestHeader.requestHandle), service);
  }

  async #reply(
    channel: SimulatedChannel,
    service: ServiceName,
    request: ServiceRequest,
  ): Promise<Reply<ServiceResponse> | 'open'> {
    const session = this.sessions.get(request.requestHeader.authenticationToken.toString());
    session?.touch();
    const context = { channel, session };
    const byDefault = async (): Promise<Reply<ServiceResponse> | 'open'> => {
      if (service === 'OpenSecureChannel') return 'open';
      const answer = services[service];
      if (!answer) return { fault: 'BadServiceUnsupported' };
      if (!withoutSession.has(service)) {
        if (!session) return { fault: 'BadSessionIdInvalid' };
        if (!session.active && service !== 'ActivateSession' && service !== 'CloseSession') {
          return { fault: 'BadSessionNotActivated' };
        }
      }
      return (
        answer as (state: State, asked: ServiceRequest, from: Context) => Promise<Reply<ServiceResponse>>
      )(this.#state, request, context);
    };
    const next = byDefault as () => Promise<Reply<ResponseOf<ServiceName>>>;
    for (const hook of [...(this.#hooks.get(service) ?? [])]) {
      const number = this.seen.count(service);
      const reply = await hook(request as RequestOf<ServiceName>, { ...context, number, next });
      if (reply !== undefined) return reply;
    }
    return byDefault();
  }
}

function isOf({ service: of }: WireFault, service: string): boolean {
  return of === undefined || (typeof of === 'string' ? of === service : of.some((one) => one === service));
}

const key = (id: string): string => (id.startsWith('ns=') ? id : `ns=0;${id}`);

/** The body of the message that a reply is. */
function bodyOf(
  reply: Exclude<Reply<ServiceResponse>, 'silence'>,
  service: ServiceName,
  handle: number,
): Buffer {
  if (isRaw(reply)) return reply.raw;
  const header = { requestHandle: handle, timestamp: new Date() };
  if (isFault(reply)) {
    const responseHeader = { ...header, serviceResult: status(reply.fault) };
    return encodeResponse(new types.ServiceFault({ responseHeader }));
  }
  if (isTail(reply)) {
    const { encodingDefaultBinary } = getStructureTypeConstructor(`${service}Response`).schema;
    const head = encoded((stream) => {
      if (encodingDefaultBinary) encodeExpandedNodeId(encodingDefaultBinary, stream);
      new types.ResponseHeader(header).encode(stream);
    });
    return Buffer.concat([head, reply.tail]);
  }
  reply.responseHeader.requestHandle = handle;
  reply.responseHeader.timestamp ??= header.timestamp;
  return encodeResponse(reply);
}
