import type { Destination } from '../../common/settings.ts';
import type { Turns } from '../settings/turns.ts';
import { addressText } from './connect.ts';
import { openFileSender } from './file-sender.ts';
import { mqttAddress } from './mqtt-connection.ts';
import { openMqttSender } from './mqtt-sender.ts';
import type { Sender } from './sender.ts';
import { openSyslogSender, type SyslogSurroundings } from './syslog-sender.ts';
import { openWebhookSender } from './webhook-sender.ts';

export interface Surroundings extends SyslogSurroundings {
  /** The real path of a directory as it stands in the settings. Throws `audit.directory-forbidden`. */
  readonly directory: (directory: string) => Promise<string>;
  /** Of directories: whatever is done in one is done in its turn. */
  readonly turns: Turns;
}

/** @param destination with its secret */
export function openSender(destination: Destination, surroundings: Surroundings): Sender {
  switch (destination.kind) {
    case 'file': {
      const { directory: name } = destination;
      const { directory, turns, now } = surroundings;
      return openFileSender({ name, directory: () => directory(name), turns, now });
    }
    case 'syslog':
      return openSyslogSender(destination, surroundings);
    case 'webhook':
      return openWebhookSender(destination);
    case 'mqtt':
      return openMqttSender(destination);
  }
}

/** What people know it by, without what may be secret in an address. */
export function receiverName(destination: Destination): string {
  switch (destination.kind) {
    case 'file':
      return destination.directory;
    case 'syslog':
      return addressText(destination);
    case 'webhook':
      return new URL(destination.url).origin;
    case 'mqtt':
      return addressText(mqttAddress(destination));
  }
}
