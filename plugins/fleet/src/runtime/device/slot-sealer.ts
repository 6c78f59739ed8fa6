import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { openKeyRing, type Sealer } from '@millwright/store';
import { destroyFile } from './files.ts';

const area = 'slots';

/** Seals credentials in slots with a key of this instance, which is made when it is needed first. */
export class SlotSealer implements Sealer {
  readonly #directory: string;
  #open: Sealer | undefined;

  /** @param directory of the keys */
  constructor(directory: string) {
    this.#directory = directory;
  }

  get id(): string {
    return this.#sealer.id;
  }

  address(...given: Parameters<Sealer['address']>): ReturnType<Sealer['address']> {
    return this.#sealer.address(...given);
  }

  seal(...given: Parameters<Sealer['seal']>): ReturnType<Sealer['seal']> {
    return this.#sealer.seal(...given);
  }

  unseal(...given: Parameters<Sealer['unseal']>): ReturnType<Sealer['unseal']> {
    return this.#sealer.unseal(...given);
  }

  /** Whatever it has sealed cannot be read again; what comes next is sealed with another key. */
  destroy(): void {
    this.#open = undefined;
    if (!existsSync(this.#directory)) return;
    for (const name of readdirSync(this.#directory))
      if (name.startsWith(area) && name.endsWith('.key')) destroyFile(join(this.#directory, name));
  }

  get #sealer(): Sealer {
    this.#open ??= openKeyRing({ directory: this.#directory, area }, []).active;
    return this.#open;
  }
}
