/** A network as a range of addresses: its first bits. IPv4 counts as IPv6's mapped form, so that both are compared alike. */
export interface Network {
  readonly bits: bigint;
  /** How many of the 128 bits count. */
  readonly length: number;
}

const mapped = 0xffffn << 32n;

/** Reads `10.1.2.3` or `fe80::1%eth0` (the zone does not count); undefined for anything else. */
export function parseAddress(text: string): bigint | undefined {
  const [address = '', zone] = text.split('%', 2);
  if (zone === '') return undefined;
  if (address.includes(':')) return parseIpv6(address);
  const ipv4 = zone === undefined ? parseIpv4(address) : undefined;
  return ipv4 === undefined ? undefined : mapped | ipv4;
}

/** Reads `10.1.0.0/16`, `fd00::/8` or a single address; undefined for anything else, also where bits behind the prefix are set. */
export function parseNetwork(text: string): Network | undefined {
  const [address = '', prefix, ...rest] = text.split('/');
  if (rest.length > 0 || address.includes('%')) return undefined;
  const bits = parseAddress(address);
  if (bits === undefined) return undefined;
  if (prefix === undefined) return { bits, length: 128 };
  const offset = address.includes(':') ? 0 : 96;
  if (!/^(0|[1-9]\d{0,2})$/.test(prefix) || Number(prefix) > 128 - offset) return undefined;
  const length = Number(prefix) + offset;
  return (bits & hostMask(length)) === 0n ? { bits, length } : undefined;
}

export function isWithin(address: bigint, { bits, length }: Network): boolean {
  return (address & ~hostMask(length)) === bits;
}

const hostMask = (length: number): bigint => (1n << BigInt(128 - length)) - 1n;

function parseIpv4(text: string): bigint | undefined {
  const parts = text.split('.');
  // Leading zeros mean octal to some programs: nobody can tell which address is meant.
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256))
    return undefined;
  return parts.reduce((sum, part) => (sum << 8n) | BigInt(part), 0n);
}

function parseIpv6(text: string): bigint | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map((half, index) => groupsOf(half, index === halves.length - 1));
  if (!head || (halves.length === 2 && !tail)) return undefined;
  const missing = 8 - head.length - (tail?.length ?? 0);
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...head, ...Array<bigint>(halves.length === 2 ? missing : 0).fill(0n), ...(tail ?? [])];
  return groups.reduce((sum, group) => (sum << 16n) | group, 0n);
}

/** The 16-bit groups of a part of an address; the end of the whole may be written as IPv4. */
function groupsOf(text: string, last: boolean): readonly bigint[] | undefined {
  if (text === '') return [];
  const groups: bigint[] = [];
  const parts = text.split(':');
  for (const [index, part] of parts.entries()) {
    if (last && index === parts.length - 1 && part.includes('.')) {
      const ipv4 = parseIpv4(part);
      if (ipv4 === undefined) return undefined;
      groups.push(ipv4 >> 16n, ipv4 & 0xffffn);
    } else if (/^[0-9a-f]{1,4}$/i.test(part)) groups.push(BigInt(`0x${part}`));
    else return undefined;
  }
  return groups;
}
