import type { UserData } from '../client/session.ts';
import { s7Errors } from '../errors.ts';
import { nothing } from './bytes.ts';

/** A password has so many characters at most; a shorter one is filled up with spaces. */
export const passwordLength = 8;

/** The group of functions, and what is done in it. @see Wireshark's dissector of S7comm, `s7comm.param.userdata.funcgroup` */
const security = { group: 5, set: 1, clear: 2 } as const;

/**
 * The eight bytes under which a password goes over the network: each mixed with 0x55, and from the third on with the byte
 * two before it. It hides the password from no one.
 * @see Wireshark's dissector of S7comm, "PLC password"
 * @throws `s7.bad-request`
 */
export function scramble(password: string): Uint8Array {
  const characters = [...password].map((character) => character.charCodeAt(0));
  if (characters.length > passwordLength || characters.some((code) => code > 0xff))
    throw s7Errors.badRequest({ reason: `a password has at most ${passwordLength} characters of Latin-1` });
  const bytes = new Uint8Array(passwordLength);
  for (let at = 0; at < passwordLength; at += 1)
    bytes[at] = (characters[at] ?? 0x20) ^ 0x55 ^ (bytes[at - 2] ?? 0);
  return bytes;
}

/** @throws `s7.bad-request` */
export function passwordRequest(password: string): UserData {
  return { group: security.group, function: security.set, data: scramble(password) };
}

export const clearRequest: UserData = { group: security.group, function: security.clear, data: nothing };
