import type { Endpoint } from './endpoint.ts';

/**
 * Whether a server offers within a session what it offered to anybody: a list that was changed on its way could have led to
 * a weaker endpoint. Nothing may be new, and the chosen one has to be there. The list may be shorter, since some servers name then
 * only the endpoints of the host by which they were called; and hosts may differ.
 * @see OPC 10000-4, section 5.7.2 CreateSession
 */
export function sameEndpoints(
  before: readonly Endpoint[],
  now: readonly Endpoint[],
  chosen: Endpoint,
): boolean {
  const told = new Set(now.map(keyOf));
  const known = new Set(before.map(keyOf));
  return told.has(keyOf(chosen)) && [...told].every((key) => known.has(key));
}

function keyOf({ policyUri, mode, securityLevel, tokens }: Endpoint): string {
  const ways = tokens.map(({ policyId, kind, policy }) => [policyId, kind, policy ?? '']);
  return JSON.stringify([policyUri, mode, securityLevel, ways]);
}
