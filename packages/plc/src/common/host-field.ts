import type { field } from '@millwright/schema';

// A host name (also with letters of any script and, as machines on a plant often have, underscores), or an IPv4 or
// IPv6 address. Neither a URL nor `host:port`: the port has a field of its own.
const host =
  /^(?:[\p{L}\p{N}_](?:[\p{L}\p{N}_.-]*[\p{L}\p{N}_.])?|[\da-f]{0,4}:[\da-f:.]*:[\da-f:.]*(?:%\w+)?)$/iu;

/** The machine that a connection goes to. */
export const hostField = {
  required: true,
  maxLength: 253,
  pattern: { expression: host, problem: 'bad-host' },
} as const satisfies Parameters<typeof field.text>[0];
