/** The namespace of the specification itself; it is number 0 in every server. */
export const specificationNamespace = 'http://opcfoundation.org/UA/';

/** A server numbers its namespaces as it likes, and anew when it restarts: the URI stays. */
export type Namespace = { readonly index: number } | { readonly uri: string };

/** The four ways to name a node within a namespace. */
export type Identifier =
  | { readonly type: 'i'; readonly value: number }
  | { readonly type: 's'; readonly value: string }
  /** Lower case, with hyphens. */
  | { readonly type: 'g'; readonly value: string }
  /** Bytes, as base64. */
  | { readonly type: 'b'; readonly value: string };

export interface NodeAddress {
  readonly kind: 'node';
  readonly namespace: Namespace;
  readonly identifier: Identifier;
}

export const nodeProblems = [
  'other-server',
  'bad-namespace',
  'no-identifier',
  'bad-number',
  'bad-guid',
  'bad-bytes',
  'null-node',
] as const;

export type NodeProblem = (typeof nodeProblems)[number];

/** A string identifier has at most this many characters (OPC 10000-3 section 8.2.4). */
const longestString = 4096;

/**
 * Reads `i=85`, `ns=2;s=Line.Speed`, `nsu=urn:plant;g=…`, `ns=1;b=…`.
 * @see OPC 10000-6 section 5.1.13 (formats of NodeId and ExpandedNodeId)
 */
export function parseNodeAddress(
  text: string,
): { readonly address: NodeAddress } | { readonly problem: NodeProblem } {
  const { prefix, rest } = splitPrefix(text);
  if (prefix?.key === 'svr' || prefix?.key === 'svu') return { problem: 'other-server' };
  const namespace = prefix === undefined ? { index: 0 } : parseNamespace(prefix);
  if (namespace === undefined) return { problem: 'bad-namespace' };
  const identifier = parseIdentifier(rest);
  if (typeof identifier === 'string') return { problem: identifier };
  const address: NodeAddress = { kind: 'node', namespace, identifier };
  return isNull(address) ? { problem: 'null-node' } : { address };
}

interface Prefix {
  readonly key: string;
  readonly value: string;
}

function splitPrefix(text: string): { readonly prefix?: Prefix; readonly rest: string } {
  const [all, key, value] = /^(ns|nsu|svr|svu)=([^;]*);/.exec(text) ?? [];
  if (all !== undefined && key !== undefined && value !== undefined)
    return { prefix: { key, value }, rest: text.slice(all.length) };
  const [, only] = /^(ns|nsu|svr|svu)=/.exec(text) ?? [];
  return only === undefined ? { rest: text } : { prefix: { key: only, value: '' }, rest: '' };
}

function parseNamespace({ key, value }: Prefix): Namespace | undefined {
  if (key === 'ns') return namespaceOfIndex(value);
  return value === '' ? undefined : namespaceOfUri(unescapeUri(value));
}

export function namespaceOfIndex(digits: string): Namespace | undefined {
  const index = Number(digits);
  return /^\d{1,5}$/.test(digits) && index <= 0xffff ? { index } : undefined;
}

export const namespaceOfUri = (uri: string): Namespace =>
  uri === specificationNamespace ? { index: 0 } : { uri };

/** Only these two are escaped; whatever else has a percent sign was written by somebody who did not know. */
export const unescapeUri = (text: string): string =>
  text.replace(/%(3b|25)/gi, (_, digits: string) => (digits === '25' ? '%' : ';'));

export const escapeUri = (uri: string): string => uri.replaceAll('%', '%25').replaceAll(';', '%3B');

function parseIdentifier(text: string): Identifier | NodeProblem {
  const value = text.slice(2);
  switch (text.slice(0, 2)) {
    case 'i=': {
      const number = Number(value);
      return /^\d{1,10}$/.test(value) && number <= 0xffff_ffff ? { type: 'i', value: number } : 'bad-number';
    }
    case 's=':
      return value === '' || value.length > longestString ? 'no-identifier' : { type: 's', value };
    case 'g=':
      return /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(value)
        ? { type: 'g', value: value.toLowerCase() }
        : 'bad-guid';
    case 'b=':
      return /^(?:[A-Za-z\d+/]{4})*(?:[A-Za-z\d+/]{2}==|[A-Za-z\d+/]{3}=)?$/.test(value) && value !== ''
        ? { type: 'b', value }
        : 'bad-bytes';
    default:
      return 'no-identifier';
  }
}

const isNull = ({ namespace, identifier }: NodeAddress): boolean =>
  'index' in namespace && namespace.index === 0 && identifier.type === 'i' && identifier.value === 0;

/** What {@link parseNodeAddress} reads as the same address. */
export function formatNodeAddress({ namespace, identifier }: Omit<NodeAddress, 'kind'>): string {
  const named = `${identifier.type}=${identifier.value}`;
  if ('uri' in namespace) return `nsu=${escapeUri(namespace.uri)};${named}`;
  return namespace.index === 0 ? named : `ns=${namespace.index};${named}`;
}
