import { opcuaErrors } from '../../errors.ts';

/** Bytes of a nonce, at least. @see OPC 10000-4, section 5.7.2 CreateSession */
export const nonceLength = 32;

/**
 * What a server sends for the next signature has to be long, and new each time: else an old signature would do again.
 * @throws `opcua.server-not-proved`
 */
export function checkNonce(nonce: Uint8Array | null, before?: Uint8Array): void {
  if (!nonce || nonce.length < nonceLength)
    throw opcuaErrors.serverNotProved({ reason: 'its nonce is too short' });
  if (before && Buffer.from(nonce).equals(before))
    throw opcuaErrors.serverNotProved({ reason: 'it sent the same nonce twice' });
}
