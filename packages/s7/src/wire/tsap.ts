import { s7Errors } from '../errors.ts';

/** As what we connect: a programming device, a panel, or anything else. A PLC keeps connections of each kind free. */
export type ConnectionKind = 'pg' | 'op' | 'basic';

export const connectionKinds: readonly ConnectionKind[] = ['pg', 'op', 'basic'];

/** @see Snap7's manual, "SetConnectionType" */
const kindBytes = { pg: 0x01, op: 0x02, basic: 0x03 } as const satisfies Record<ConnectionKind, number>;

export const lastRack = 7;
export const lastSlot = 31;

/** The TSAP of a CPU: its kind of connection, then three bits of rack and five of slot. @see Snap7's manual, "TSAP" */
export function tsapOfSlot(kind: ConnectionKind, rack: number, slot: number): number {
  return (kindBytes[kind] << 8) | (rack << 5) | slot;
}

/**
 * Reads a TSAP as it is written: `1000` (hexadecimal), or `10.00` as LOGO!Soft Comfort and STEP 7-Micro/WIN do, which is
 * the same.
 * @returns undefined where it is none
 */
export function parseTsap(text: string): number | undefined {
  const [, first, second] = /^\s*(?:0x)?([\da-f]{2})\.?([\da-f]{2})\s*$/i.exec(text) ?? [];
  return first === undefined ? undefined : Number.parseInt(`${first}${second}`, 16);
}

/** Four hexadecimal digits. */
export function formatTsap(tsap: number): string {
  return tsap.toString(16).toUpperCase().padStart(4, '0');
}

/** Which TSAPs a connection goes between. */
export type TsapOptions =
  | { readonly kind?: ConnectionKind; readonly rack: number; readonly slot: number }
  | { readonly localTsap: string; readonly remoteTsap: string };

/** Ours where only rack and slot are known. Whatever a client chooses is taken. */
const usualLocalTsap = 0x0100;

/** @throws `s7.bad-request` */
export function tsapsOf(options: TsapOptions): { readonly local: number; readonly remote: number } {
  if ('remoteTsap' in options) {
    const read = (text: string): number => {
      const tsap = parseTsap(text);
      if (tsap !== undefined) return tsap;
      throw s7Errors.badRequest({ reason: `"${text}" is no TSAP: it looks like 1000 or 10.00` });
    };
    return { local: read(options.localTsap), remote: read(options.remoteTsap) };
  }
  const { kind = 'pg', rack, slot } = options;
  const isWhole = (value: number, last: number): boolean =>
    Number.isInteger(value) && value >= 0 && value <= last;
  if (!isWhole(rack, lastRack) || !isWhole(slot, lastSlot))
    throw s7Errors.badRequest({
      reason: `rack ${rack}, slot ${slot} where 0 to ${lastRack} and 0 to ${lastSlot} are possible`,
    });
  return { local: usualLocalTsap, remote: tsapOfSlot(kind, rack, slot) };
}
