import type { ConnectionOptions } from 'node:tls';
import type { NodeRed } from '../red.ts';
import { nodeErrors } from './errors.ts';

/** What Node-RED's own configuration node for TLS has: certificates and keys, ready for `tls.connect`. */
export type TlsSettings = Pick<
  ConnectionOptions,
  'ca' | 'cert' | 'key' | 'pfx' | 'passphrase' | 'rejectUnauthorized' | 'servername' | 'ALPNProtocols'
>;

/** The type of that node. */
const tlsType = 'tls-config';

interface TlsNode {
  readonly type: string;
  /** False where a file could not be read or lacks. */
  readonly valid?: boolean;
  addTLSOptions(options: object): object;
}

/**
 * What the TLS configuration with this id has. It holds keys: memory only.
 * @param type the node that refers to it, for the error
 * @throws `node.reference-missing`, `node.reference-unusable`
 */
export function tlsSettings(RED: Pick<NodeRed, 'nodes'>, type: string, id: string): TlsSettings {
  const node = RED.nodes.getNode(id);
  if (!node) throw nodeErrors.referenceMissing({ type, to: tlsType });
  if (!isTlsNode(node) || node.valid === false) throw nodeErrors.referenceUnusable({ type, to: tlsType });
  return node.addTLSOptions({}) as TlsSettings;
}

const isTlsNode = (node: object): node is TlsNode =>
  'type' in node &&
  node.type === tlsType &&
  'addTLSOptions' in node &&
  typeof node.addTLSOptions === 'function';
