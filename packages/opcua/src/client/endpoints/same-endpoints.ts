import type { Endpoint } from './endpoint.ts';

/**
 * Whether a server offers within a session what it offered to anybody: a list that was changed on its way could have led to
 * a weaker endpoint. Hosts may differ, since servers name themselves as they were called.
 * @see OPC 10000-4, section 5.7.2 CreateSession
 */
export function sameEndpoints(before: readonly Endpoint[], now: readonly Endpoint[]): boolean {
  const told = new Set(now.map(keyOf));
  const known = new Set(before.map(keyOf));
  return told.size === known.size && [...told].every((key) => known.has(key));
}

function keyOf({ policyUri, mode, securityLevel, tokens }: Endpoint): string {
  const ways = tokens.map(({ policyId, kind, policy }) => [policyId, kind, policy ?? '']);
  return JSON.stringify([policyUri, mode, securityLevel, ways]);
}
