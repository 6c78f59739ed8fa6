import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A packed package, with the part of its package.json that npm asks for. */
export interface PackedPackage {
  readonly tarball: string;
  readonly manifest: { readonly name: string; readonly version: string };
}

interface Offer {
  readonly manifest: PackedPackage['manifest'];
  readonly bytes: Buffer;
}

/** A registry on the loopback that has a few packages: enough for npm to install them by name and version. */
export class Registry {
  readonly #offers: readonly Offer[];
  readonly #withdrawn = new Set<string>();
  readonly #held = new Map<string, Promise<void>>();
  readonly #server: Server;

  private constructor(offers: readonly Offer[]) {
    this.#offers = offers;
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  static async start(packages: readonly PackedPackage[]): Promise<Registry> {
    const read = async ({ tarball, manifest }: PackedPackage) => ({
      manifest,
      bytes: await readFile(tarball),
    });
    const registry = new Registry(await Promise.all(packages.map(read)));
    registry.#server.listen(0, '127.0.0.1');
    await once(registry.#server, 'listening');
    return registry;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  /** Keeps whoever asks for a package waiting. The returned function lets them go on; `asked` resolves with the first. */
  hold(name: string): { readonly asked: Promise<void>; release(): void } {
    const hold = Promise.withResolvers<void>();
    this.#held.set(name, hold.promise);
    const asked = once(this.#server, `asked:${name}`).then(() => undefined);
    return {
      asked,
      release: () => {
        this.#held.delete(name);
        hold.resolve();
      },
    };
  }

  /** From now on, nobody finds a package. */
  withdraw(name: string): void {
    this.#withdrawn.add(name);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #answer({ url = '' }: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = decodeURIComponent(url.slice(1));
    const tarball = this.#offers.find(({ manifest }) => path === tarballPath(manifest));
    if (tarball) {
      response.end(tarball.bytes);
      return;
    }
    this.#server.emit(`asked:${path}`);
    await this.#held.get(path);
    const versions = this.#offers.filter(
      ({ manifest }) => manifest.name === path && !this.#withdrawn.has(path),
    );
    const latest = versions.at(-1);
    if (!latest) {
      response.writeHead(404).end('{}');
      return;
    }
    response.setHeader('Content-Type', 'application/json');
    response.end(
      JSON.stringify({
        name: path,
        'dist-tags': { latest: latest.manifest.version },
        versions: Object.fromEntries(
          versions.map((offer) => [offer.manifest.version, this.#describe(offer)]),
        ),
      }),
    );
  }

  #describe({ manifest, bytes }: Offer): object {
    const integrity = `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
    return { ...manifest, dist: { tarball: this.url + tarballPath(manifest), integrity } };
  }
}

const tarballPath = ({ name, version }: PackedPackage['manifest']): string =>
  `tarballs/${name.replace('/', '-')}-${version}.tgz`;
