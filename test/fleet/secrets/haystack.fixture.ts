import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { forms, unpacked } from '../../secrets/forms.ts';

/** Everything that may hold a secret, as it is and unpacked. */
export class Haystack {
  readonly #straws: { readonly name: string; readonly bytes: Buffer }[] = [];

  add(name: string, content: string | Buffer): void {
    for (const bytes of unpacked(Buffer.from(content))) this.#straws.push({ name, bytes });
  }

  /** Every file below a directory. */
  addFiles(name: string, directory: string): void {
    for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true }))
      if (entry.isFile()) {
        const path = join(entry.parentPath, entry.name);
        this.add(`${name}: ${relative(directory, path)}`, readFileSync(path));
      }
  }

  /** The text of a database, in which bytes stand in hexadecimal. */
  addDump(name: string, text: string): void {
    this.add(name, text);
    for (const [, hex = ''] of text.matchAll(/\\x([0-9a-f]+)/g)) this.add(name, Buffer.from(hex, 'hex'));
  }

  /** Where a secret is, in any form. */
  find(secret: string | Buffer): readonly string[] {
    const needles = forms(secret);
    const found = this.#straws.filter(({ bytes }) => needles.some((needle) => bytes.includes(needle)));
    return [...new Set(found.map(({ name }) => name))].sort();
  }
}
