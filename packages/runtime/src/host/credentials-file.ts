import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { runtimeErrors } from '../errors.ts';
import type { Credentials } from '../host.ts';

/** Node-RED's settings, of which one is the key of its credentials file. */
export interface KeySettings {
  get(name: string): unknown;
  set(name: string, value: unknown): Promise<unknown>;
  delete(name: string): Promise<unknown>;
}

const algorithm = 'aes-256-ctr';
/** Characters: sixteen bytes in hexadecimal. */
const vectorLength = 32;
/** Under which Node-RED keeps a key that it has made itself. */
const ownKey = '_credentialSecret';

/**
 * As Node-RED writes them into its file, so that it opens them at its next load. Makes a key where Node-RED would.
 *
 * @see `@node-red/runtime/lib/nodes/credentials.js`
 */
export async function encryptCredentials(credentials: Credentials, settings: KeySettings): Promise<object> {
  const found = keyOf(settings);
  if (found === 'none') return credentials;
  const key = found ?? (await makeKey(settings));
  const vector = randomBytes(vectorLength / 2);
  const cipher = createCipheriv(algorithm, key, vector);
  const text = cipher.update(JSON.stringify(credentials), 'utf8', 'base64') + cipher.final('base64');
  return { $: vector.toString('hex') + text };
}

/**
 * What Node-RED would make of its file.
 *
 * @throws `runtime.credentials-unreadable`
 */
export function decryptCredentials(stored: unknown, settings: KeySettings): Credentials {
  if (!isRecord(stored)) throw runtimeErrors.credentialsUnreadable();
  if (!('$' in stored)) return stored as Credentials;
  const key = keyOf(settings);
  const { $: sealed } = stored;
  if (typeof sealed !== 'string' || !key || key === 'none') throw runtimeErrors.credentialsUnreadable();
  try {
    const vector = Buffer.from(sealed.slice(0, vectorLength), 'hex');
    const decipher = createDecipheriv(algorithm, key, vector);
    const text = decipher.update(sealed.slice(vectorLength), 'base64', 'utf8') + decipher.final('utf8');
    const opened: unknown = JSON.parse(text);
    if (isRecord(opened)) return opened as Credentials;
  } catch (error) {
    throw runtimeErrors.credentialsUnreadable(undefined, { cause: error });
  }
  throw runtimeErrors.credentialsUnreadable();
}

/**
 * The key with which Node-RED opens its file the next time: one of its own comes first as long as there is one, also where
 * `settings.js` names another since, or none: it moves over to that with its next save.
 */
function keyOf(settings: KeySettings): Buffer | 'none' | undefined {
  const own = settings.get(ownKey);
  if (typeof own === 'string' && own !== '') return digest(own);
  const users = settings.get('credentialSecret');
  if (users === false) return 'none';
  return typeof users === 'string' ? digest(users) : undefined;
}

async function makeKey(settings: KeySettings): Promise<Buffer> {
  const own = randomBytes(32).toString('hex');
  try {
    await settings.set(ownKey, own);
  } catch (error) {
    // Node-RED would go on with it in memory, take it for saved, and have another one at its next start.
    await settings.delete(ownKey).catch(() => {});
    throw error;
  }
  return digest(own);
}

const digest = (key: string): Buffer => createHash('sha256').update(key).digest();

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
