import { type BrowsePath, formatBrowsePath, parseBrowsePath, pathProblems } from './browse-path.ts';
import { formatNodeAddress, type NodeAddress, nodeProblems, parseNodeAddress } from './node-address.ts';

/** Where a value, an object or a method is: what people write and what flows keep. */
export type Address = NodeAddress | BrowsePath;

export const addressProblems = ['no-address', ...nodeProblems, ...pathProblems] as const;

export type AddressProblem = (typeof addressProblems)[number];

/** Reads a node id (`nsu=urn:plant;s=Speed`) or, where it begins with `/` or `<`, a browse path from the Root folder. */
export function parseAddress(
  text: string,
): { readonly address: Address } | { readonly problem: AddressProblem } {
  // A string identifier may end in a space.
  const given = /(^|;)\s*s=/.test(text) ? text.trimStart() : text.trim();
  if (given === '') return { problem: 'no-address' };
  if (!isPath(given)) return parseNodeAddress(given);
  const parsed = parseBrowsePath(given);
  return 'path' in parsed ? { address: parsed.path } : parsed;
}

const isPath = (text: string): boolean => text.startsWith('/') || text.startsWith('<');

/** Why a text is no address; undefined where it is one. */
export function addressProblem(text: string): AddressProblem | undefined {
  const parsed = parseAddress(text);
  return 'problem' in parsed ? parsed.problem : undefined;
}

export const formatAddress = (address: Address): string =>
  address.kind === 'node' ? formatNodeAddress(address) : formatBrowsePath(address);
