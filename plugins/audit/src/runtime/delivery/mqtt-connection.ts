import { randomBytes } from 'node:crypto';
import mqtt from 'mqtt/lib/client';
import { auditErrors } from '../../common/errors.ts';
import type { Destination } from '../../common/settings.ts';
import { type Address, addressText, connectTo } from './connect.ts';
import { untilAborted } from './deadline.ts';
import { failureOf } from './failures.ts';

export type MqttDestination = Extract<Destination, { kind: 'mqtt' }>;

/** The client alone: the package's front door also brings what browsers need, and its own way to connect. */
const { default: MqttClient } = mqtt;
type MqttClient = InstanceType<typeof MqttClient>;

/** What a broker that knows only MQTT 3.1.1 answers to a newer one. */
const unknownVersion = new Set([1, 132]);
/** So much is taken between two answers, in bytes: of a packet that is not whole yet, and of messages; a checkpoint has some hundred. */
const mostBetween = 1024 * 1024;
const tooUnauthorised = new Set([4, 5, 134, 135]);

/** A live connection to a broker. Unlike mqtt.js's own, it does not come back by itself, and nothing waits in it. */
export interface MqttConnection {
  readonly client: MqttClient;
  /** Whether it can still be used. */
  isOpen(): boolean;
  /** Waits for something of the client's; rejects as soon as the connection goes. */
  during<Result>(work: Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

export function mqttAddress({ url, authority }: MqttDestination): Address {
  const { protocol, hostname, port } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, '');
  return protocol === 'mqtts:'
    ? { host, port: Number(port) || 8883, secure: { authority } }
    : { host, port: Number(port) || 1883 };
}

/**
 * Connects with MQTT 5, whose brokers say when they do not take a message, or else with 3.1.1.
 *
 * @param destination with its secret
 * @throws `audit.receiver-unreachable`, `audit.receiver-untrusted`, `audit.receiver-refused`, `audit.receiver-endless`
 */
export async function connectToBroker(
  destination: MqttDestination,
  signal: AbortSignal,
): Promise<MqttConnection> {
  try {
    return await connectAs(5, destination, signal);
  } catch (error) {
    if (!auditErrors.receiverRefused.is(error) || !unknownVersion.has(reasonCodeOf(error.cause))) throw error;
    return connectAs(4, destination, signal);
  }
}

async function connectAs(
  protocolVersion: 4 | 5,
  destination: MqttDestination,
  signal: AbortSignal,
): Promise<MqttConnection> {
  const address = mqttAddress(destination);
  const receiver = addressText(address);
  const socket = await connectTo(address, signal);
  const { user, password } = destination;
  let sinceAnswer = 0;
  // Before the client gets it: that keeps all of a packet, and a broker may say that it has 256 MB.
  socket.on('data', (piece: Buffer) => {
    sinceAnswer += piece.length;
    if (sinceAnswer > mostBetween) socket.destroy(auditErrors.receiverEndless({ receiver }));
  });
  const client = new MqttClient(() => socket as never, {
    clientId: `millwright-${randomBytes(6).toString('hex')}`,
    protocolVersion,
    clean: true,
    reconnectPeriod: 0,
    keepalive: 30,
    ...(user === undefined ? {} : { username: user }),
    ...(typeof password === 'string' ? { password } : {}),
  });
  client.on('packetreceive', ({ cmd }) => {
    if (cmd !== 'publish') sinceAnswer = 0;
  });
  let open = false;
  const gone = new Promise<never>((_resolve, reject) => {
    client.on('error', (error) => reject(refusalOf(error, receiver)));
    client.once('close', () => {
      open = false;
      reject(auditErrors.receiverUnreachable({ receiver, reason: 'ECONNRESET' }));
    });
  });
  gone.catch(() => {});
  const connected = new Promise<void>((resolve) => client.once('connect', () => resolve()));
  const close = async (): Promise<void> => {
    open = false;
    client.end(true);
    socket.destroy();
  };
  try {
    await untilAborted(signal, Promise.race([connected, gone]));
  } catch (error) {
    await close();
    throw error;
  }
  open = true;
  return {
    client,
    isOpen: () => open,
    during: (work) =>
      Promise.race([work.catch((error: unknown) => Promise.reject(refusalOf(error, receiver))), gone]),
    close,
  };
}

/** What a broker says no with: only the number, its text may be anything. */
function refusalOf(error: unknown, receiver: string): Error {
  const code = reasonCodeOf(error);
  if (code === 0) return failureOf(error, receiver);
  const reason = tooUnauthorised.has(code) ? 'not authorised' : `MQTT ${code}`;
  return auditErrors.receiverRefused({ receiver, reason }, { cause: error });
}

function reasonCodeOf(error: unknown): number {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'number' ? code : 0;
}
