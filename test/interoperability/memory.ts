import {
  type Area,
  areas,
  decodeResponse,
  encodeRequest,
  isBitArea,
  readLimit,
  type Session,
  unpackBits,
  unpackRegisters,
} from '@millwright/modbus';
import { type Chance, pattern } from '@millwright/simulators';
import { type Read, served } from './peers.ts';

const never = new AbortController().signal;

/** What a read of the common memory gives; bits as 0 and 1. */
export function expected({ area, address, quantity }: Read): readonly number[] {
  const at = isBitArea(area)
    ? (place: number) => Number(pattern.bit(area, place))
    : (place: number) => pattern.register(area, place);
  return Array.from({ length: quantity }, (_, index) => at(address + index));
}

/** Reads over an open road. */
export async function readOver(
  session: Session,
  { area, address, quantity }: Read,
): Promise<readonly number[]> {
  const request = { do: 'read', area, address, quantity } as const;
  const { data } = decodeResponse(request, await session.request(1, encodeRequest(request), never));
  return isBitArea(area) ? unpackBits(data, quantity).map(Number) : unpackRegisters(data);
}

/** The smallest and largest reads of each area, at both ends of the memory. */
export const edges: readonly Read[] = areas.flatMap((area) =>
  [1, readLimit(area)].flatMap((quantity) =>
    [0, served - quantity].map((address) => ({ area, address, quantity })),
  ),
);

export function randomReads(chance: Chance, count: number): readonly Read[] {
  return Array.from({ length: count }, () => {
    const area = areas[Math.floor(chance.next() * areas.length)] as Area;
    const quantity = 1 + Math.floor(chance.next() * readLimit(area));
    return { area, quantity, address: Math.floor(chance.next() * (served - quantity + 1)) };
  });
}
