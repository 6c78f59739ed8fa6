import { readFileSync, statSync } from 'node:fs';

type Manifest = Readonly<Record<string, unknown>>;

interface Known {
  readonly changed: number;
  readonly size: number;
  readonly manifest: Manifest;
}

/** The `package.json` files of modules, each read again only when it changed: it is asked for them at each deploy. */
export class Manifests {
  readonly #known = new Map<string, Known>();

  /** A file that is missing or broken says nothing, which is no reason to fail. */
  read(path: string): Manifest {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (!stats) {
      this.#known.delete(path);
      return {};
    }
    const known = this.#known.get(path);
    if (known?.changed === stats.mtimeMs && known.size === stats.size) return known.manifest;
    const manifest = parse(path);
    this.#known.set(path, { changed: stats.mtimeMs, size: stats.size, manifest });
    return manifest;
  }
}

function parse(path: string): Manifest {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return typeof value === 'object' && value !== null ? (value as Manifest) : {};
  } catch {
    return {};
  }
}
