import { requestErrors } from '@millwright/schema';
import * as v from 'valibot';
import { type DeviceState, deviceStates } from '../../../common/devices.ts';
import { labels } from '../../../common/fields.ts';
import type { DeviceQuery } from '../store/devices.ts';

/** What the query of `listDevices` says, as it came over the wire. */
export interface RawQuery {
  readonly text?: string | undefined;
  readonly labels?: string | undefined;
  readonly states?: string | undefined;
  readonly online?: 'true' | 'false' | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

const cursor = v.strictTuple([v.string(), v.string()]);

/** @param online ids of the devices that are in reach now @throws `request.invalid` */
export function readQuery(raw: RawQuery, online: readonly string[]): DeviceQuery {
  const { text, limit } = raw;
  const wanted = raw.labels === undefined ? undefined : jsonAs(labels, raw.labels, 'labels');
  const after = raw.after === undefined ? undefined : readCursor(raw.after);
  return {
    limit,
    online: { ids: online, ...(raw.online !== undefined && { isWanted: raw.online === 'true' }) },
    ...(text !== undefined && { text }),
    ...(wanted && { labels: wanted }),
    ...(raw.states !== undefined && { states: readStates(raw.states) }),
    ...(after && { after }),
  };
}

/** Where the next page begins: what stands in an answer as `next`. */
export const cursorOf = ({ sorted, id }: { readonly sorted: string; readonly id: string }): string =>
  Buffer.from(JSON.stringify([sorted, id])).toString('base64url');

function readCursor(text: string): { readonly sorted: string; readonly id: string } {
  const [sorted, id] = jsonAs(cursor, Buffer.from(text, 'base64url').toString('utf8'), 'after');
  return { sorted, id };
}

function readStates(text: string): readonly DeviceState[] {
  const found = text.split(',').map((state) => state.trim());
  const known = found.filter((state): state is DeviceState =>
    (deviceStates as readonly string[]).includes(state),
  );
  if (known.length < found.length) throw invalid('states', 'not-a-choice');
  return known;
}

function jsonAs<Value>(schema: v.GenericSchema<unknown, Value>, text: string, name: string): Value {
  try {
    return v.parse(schema, JSON.parse(text));
  } catch (cause) {
    throw invalid(name, 'malformed', { cause });
  }
}

const invalid = (name: string, code: string, options?: ErrorOptions): Error =>
  requestErrors.invalid({ problems: [{ path: ['query', name], code }] }, options);
