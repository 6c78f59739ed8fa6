import { connectToBroker, type MqttConnection, type MqttDestination } from './mqtt-connection.ts';
import type { Sender } from './sender.ts';

/**
 * Topics of a broker: events one by one with QoS 1, and the last checkpoint, which the broker retains, so that whoever
 * asks has it at once.
 *
 * @param destination with its secret
 */
export function openMqttSender(destination: MqttDestination): Sender {
  const { topic } = destination;
  let connection: MqttConnection | undefined;

  async function publish(
    messages: readonly { readonly below: string; readonly text: string; readonly retain: boolean }[],
    signal: AbortSignal,
  ): Promise<void> {
    if (!connection?.isOpen()) {
      await connection?.close();
      connection = await connectToBroker(destination, signal);
    }
    const { client, during } = connection;
    // In one connection a broker keeps the order.
    const sent = messages.map(({ below, text, retain }) =>
      client.publishAsync(`${topic}/${below}`, text, { qos: 1, retain }),
    );
    await during(Promise.all(sent));
  }

  return {
    send: (records, signal) =>
      publish(
        records.map(({ record }) => ({ below: 'events', text: record, retain: false })),
        signal,
      ),
    anchor: ({ note }, signal) => publish([{ below: 'checkpoint', text: note, retain: true }], signal),
    test: (text, signal) => publish([{ below: 'test', text, retain: false }], signal),
    async close() {
      await connection?.close();
      connection = undefined;
    },
  };
}

/** How long to wait for what a broker retains once it has taken the subscription, in milliseconds. */
const patience = 2_000;

/**
 * What a broker retains as the last checkpoint; empty if nothing.
 *
 * @param destination with its secret
 */
export async function readMqttAnchor(destination: MqttDestination, signal: AbortSignal): Promise<string> {
  const connection = await connectToBroker(destination, signal);
  const { client, during } = connection;
  let timer: NodeJS.Timeout | undefined;
  try {
    const retained = new Promise<string>((resolve) => {
      client.on('message', (_topic, payload, { retain }) => {
        if (retain) resolve(payload.toString());
      });
    });
    await during(client.subscribeAsync(`${destination.topic}/checkpoint`, { qos: 1 }));
    const none = new Promise<string>((resolve) => {
      timer = setTimeout(() => resolve(''), patience);
    });
    return await during(Promise.race([retained, none]));
  } finally {
    clearTimeout(timer);
    await connection.close();
  }
}
