import { formatAddress, parseAddress } from '@millwright/opcua';
import { opcuaNodeErrors } from '../common/errors.ts';
import type { ConnectionConfig } from '../mw-opcua-connection/schema.ts';

/** What a connection allows to be written. */
export class WriteGuard {
  readonly #readOnly: boolean;
  readonly #allowed: ReadonlySet<string>;

  constructor({ readOnly, writeAllow }: Pick<ConnectionConfig, 'readOnly' | 'writeAllow'>) {
    this.#readOnly = readOnly;
    this.#allowed = new Set(writeAllow.map(({ address }) => canonical(address)));
  }

  /**
   * Refuses what is not allowed to be written.
   * @throws `opcua-nodes.read-only-connection`, `opcua-nodes.write-not-allowed`
   */
  check(address: string): void {
    this.checkAny();
    if (this.#allowed.size > 0 && !this.#allowed.has(canonical(address)))
      throw opcuaNodeErrors.writeNotAllowed({ address });
  }

  /** Refuses what may change anything, whatever that is. @throws `opcua-nodes.read-only-connection` */
  checkAny(): void {
    if (this.#readOnly) throw opcuaNodeErrors.readOnlyConnection();
  }
}

/** Of two ways to write the same address one. */
function canonical(text: string): string {
  const parsed = parseAddress(text);
  return 'address' in parsed ? formatAddress(parsed.address) : text.trim();
}
