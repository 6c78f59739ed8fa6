import * as v from 'valibot';
import { defineDocument, format, type Opened, openDocument } from '../document/document.ts';
import { deviceId, nonce, time } from '../document/fields.ts';
import { releaseErrors } from '../errors.ts';
import { readSigningKey } from '../keys/keys.ts';

const greetingSchema = v.strictObject({
  format,
  device: deviceId,
  /** What the hub drew, a moment ago and for this device. */
  nonce,
  /** By the clock of the device. Nobody goes by it: it shows people how far that is off. */
  time,
});

/**
 * A device shows a hub that it is there and holds its key, before it is sent what is for it alone. Signed by its key. It
 * proves nothing of what is said later: reports are signed themselves.
 */
export interface Greeting extends v.InferOutput<typeof greetingSchema> {}

export const greetingDocument = defineDocument<Greeting>('greeting', 4 * 1024, greetingSchema);

export interface GreetingContext {
  readonly device: {
    readonly id: string;
    /** `ed25519:…`, as it enrolled. */
    readonly key: string;
    readonly isShutOut: boolean;
  };
  /** What was drawn for it; nothing is taken twice. */
  readonly nonce: string;
}

/**
 * Whether a hub lets a device in.
 *
 * @throws as `openDocument`, and `release.device-shut-out`, `release.another-device`, `release.proof-wrong`
 */
export function checkGreeting(
  source: string | Uint8Array,
  { device, nonce: drawn }: GreetingContext,
): Opened<Greeting> {
  const opened = openDocument(greetingDocument, source, { keys: [readSigningKey(device.key)], threshold: 1 });
  if (device.isShutOut) throw releaseErrors.deviceShutOut({ device: device.id });
  const { content: greeting } = opened;
  if (greeting.device !== device.id)
    throw releaseErrors.anotherDevice({ named: greeting.device, own: device.id });
  if (greeting.nonce !== drawn)
    throw releaseErrors.proofWrong({ reason: 'it greets with another number than was drawn for it' });
  return opened;
}
