import { exceptionCode } from '../pdu/exceptions.ts';
import { roomForObjects } from '../pdu/identification.ts';
import type { IdentificationObject, RequestOf } from '../pdu/request.ts';
import type { Answer } from './answer.ts';

/** Objects up to these belong to the levels 1 to 3. @see MODBUS Application Protocol V1.1b3, section 6.21 */
const lastObject = { 1: 0x02, 2: 0x7f, 3: 0xff } as const;

/**
 * The part of a device's identification that answers a request: as many objects as fit, in the order of their ids.
 * @param objects what the device says of itself, each at most 244 bytes
 */
export function identificationPart(
  objects: readonly IdentificationObject[],
  { level, object }: Pick<RequestOf<'read-identification'>, 'level' | 'object'>,
): Answer {
  const sorted = objects.toSorted((a, b) => a.id - b.id);
  const highest = sorted.at(-1)?.id ?? 0;
  const conformity = 0x80 | (highest > lastObject[2] ? 3 : highest > lastObject[1] ? 2 : 1);
  if (level === 4) {
    const only = sorted.filter(({ id }) => id === object);
    return only.length === 1
      ? { conformity, objects: only }
      : { exception: exceptionCode.illegalDataAddress };
  }
  const known = sorted.filter(({ id }) => id <= lastObject[level]);
  // A stream that starts at an object nobody has starts anew.
  const from = known.findIndex(({ id }) => id === object);
  const rest = known.slice(Math.max(from, 0));
  let room: number = roomForObjects;
  const cut = rest.findIndex(({ value }) => {
    room -= 2 + value.length;
    return room < 0;
  });
  const next = rest[cut];
  return next === undefined
    ? { conformity, objects: rest }
    : { conformity, objects: rest.slice(0, cut), next: next.id };
}
