import type { FlowItem } from '@millwright/flows';
import {
  bundleSize,
  type CommittedCredentials,
  digestOf,
  type Manifest,
  makeRelease,
  manifestDocument,
  openDocument,
  type ReleaseInput,
  readEnvelopeOf,
  type SigningKey,
  signDocument,
  signersOf,
  trustChainText,
  variablesOf,
  writeBundle,
} from '@millwright/release';
import type { FileAnswer } from '@millwright/schema';
import { fleetErrors } from '../../../common/errors.ts';
import type { ReleaseId } from '../../../common/fields.ts';
import type { ReleaseSummary } from '../../../common/releases.ts';
import type { Blobs } from '../blobs/blobs.ts';
import type { HubKeys } from '../keys/hub-keys.ts';
import type { HubSecrets } from '../secrets.ts';
import type { FleetStore } from '../store/open-store.ts';
import type { ReleaseRow } from '../store/releases.ts';
import { credentialsPlace, keptCredentials, manifestOf, presentRelease } from './stored-release.ts';

export interface ReleasesOptions {
  readonly store: Pick<
    FleetStore,
    'addRelease' | 'changeRelease' | 'findRelease' | 'highestRelease' | 'listReleases' | 'releaseUses'
  >;
  readonly blobs: Blobs;
  readonly secrets: HubSecrets;
  readonly keys: Pick<HubKeys, 'chain' | 'trust'>;
}

/** What a release is made of, but for its number. */
export interface ReleaseContent extends Omit<ReleaseInput, 'version'> {
  readonly items: readonly FlowItem[];
  readonly credentials?: CommittedCredentials | undefined;
  /** The version of History. */
  readonly number?: number | undefined;
}

export interface Making {
  /** Undefined where the release key is elsewhere: the release is a draft then. */
  readonly signer: SigningKey | undefined;
  readonly by: string | undefined;
}

/** A release that is there, or all that it takes to make it. */
export type ReadyRelease =
  | { readonly existing: ReleaseRow; readonly content?: undefined }
  | { readonly existing?: undefined; readonly content: ReleaseContent };

/** Releases of this hub: rows in the store, parts as blobs, credentials sealed. */
export class Releases {
  readonly #options: ReleasesOptions;
  #work: Promise<unknown> = Promise.resolve();

  constructor(options: ReleasesOptions) {
    this.#options = options;
  }

  /** The latest first. */
  async list(): Promise<ReleaseSummary[]> {
    const { store } = this.#options;
    const [rows, uses] = await Promise.all([store.listReleases(), store.releaseUses()]);
    const counts = new Map(uses.map((use) => [`${use.release.name} ${use.release.version}`, use]));
    return rows
      .filter(({ state }) => state !== 'removed')
      .map((row) => summaryOf(row, counts.get(`${row.name} ${row.version}`)));
  }

  /** @throws `fleet.no-release` */
  async find(id: ReleaseId): Promise<ReleaseRow> {
    return presentRelease(await this.#options.store.findRelease(id), id);
  }

  async summary(id: ReleaseId): Promise<ReleaseSummary> {
    const [row, uses] = await Promise.all([this.find(id), this.#options.store.releaseUses()]);
    const use = uses.find((each) => each.release.name === id.name && each.release.version === id.version);
    return summaryOf(row, use);
  }

  /** The number of the next release of a name: one that was removed keeps its own. */
  async nextVersion(name: string): Promise<number> {
    return (await this.#options.store.highestRelease(name)) + 1;
  }

  /** Makes a release, durable with all its parts. @throws as `makeRelease`, `store.*` */
  make(content: ReleaseContent, { signer, by }: Making): Promise<ReleaseRow> {
    return this.#inTurn(async () => {
      const { store, blobs, secrets } = this.#options;
      const { items, number, credentials } = content;
      const version = await this.nextVersion(content.name);
      const { manifest, parts } = makeRelease({ ...content, version });
      const digest = digestOf(manifestDocument.encode(manifest));
      const envelope = signDocument(manifestDocument, manifest, signer ? [signer] : []);
      const variables = variablesOf(items, credentials?.credentials).map(({ name }) => name);
      await blobs.keep([
        ...parts.map(({ digest: own, bytes }) => ({ digest: own, content: bytes })),
        ...(signer ? [{ digest, content: Buffer.from(envelope) }] : []),
      ]);
      const seal = credentials && (await secrets.sealer());
      const row: ReleaseRow = {
        name: content.name,
        version,
        digest,
        rev: manifest.rev,
        created: manifest.created,
        by: by ?? null,
        history: number ?? null,
        state: signer ? 'signed' : 'draft',
        manifest: envelope,
        variables: JSON.stringify(variables),
        size: bundleSize({ manifest: envelope, blobs: manifest.parts }),
        credentials:
          credentials && seal
            ? seal(credentialsPlace(content.name, version), keptCredentials(credentials))
            : null,
      };
      await store.addRelease(row);
      return row;
    });
  }

  /** What was prepared: made, or signed if it is a draft, or as it is. */
  async take({ content, existing }: ReadyRelease, making: Making): Promise<ReleaseRow> {
    if (content) return this.make(content, making);
    return making.signer && existing.state === 'draft' ? this.signWith(existing, making.signer) : existing;
  }

  /** Signs a draft with the release key at hand. */
  async signWith(row: ReleaseRow, signer: SigningKey): Promise<ReleaseRow> {
    return this.sign(row, signDocument(manifestDocument, manifestOf(row), [signer]));
  }

  /**
   * Takes the manifest of a draft with the signature of the release key.
   *
   * @throws `fleet.no-release`, `fleet.release-not-asked` for another manifest, `fleet.trust-unsigned`, as `openDocument`
   */
  sign(id: ReleaseId, envelope: string): Promise<ReleaseRow> {
    return this.#inTurn(async () => {
      const { store, blobs, keys } = this.#options;
      const row = await this.find(id);
      const { name, version, digest } = row;
      if (digestOf(readEnvelopeOf(manifestDocument, envelope).payload) !== digest)
        throw fleetErrors.releaseNotAsked({ name, version });
      openDocument(manifestDocument, envelope, signersOf(keys.trust().trust, 'release'));
      if (row.state === 'signed') return row;
      await blobs.keep([{ digest, content: Buffer.from(envelope) }]);
      await store.changeRelease({ name, version }, { state: 'signed', manifest: envelope });
      return { ...row, state: 'signed', manifest: envelope };
    });
  }

  /**
   * A release as one file.
   *
   * @param options.drafts whether it need not be signed: whoever signs has to see it first
   * @throws `fleet.no-release`, `fleet.release-draft`, `fleet.blob-missing`
   */
  async bundle(id: ReleaseId, { drafts = false }: { readonly drafts?: boolean } = {}): Promise<FileAnswer> {
    const { blobs, keys } = this.#options;
    const row = await this.find(id);
    const { name, version, manifest, state } = row;
    if (state !== 'signed' && !drafts) throw fleetErrors.releaseDraft({ name, version });
    const { parts } = manifestOf(row);
    for (const { digest } of parts) if (!(await blobs.has(digest))) throw fleetErrors.blobMissing({ digest });
    const stored = parts.map(({ digest, size }) => ({ digest, size, content: () => blobs.read(digest) }));
    return {
      fileName: `${name.replaceAll('_', '-')}-${version}.mwrelease`,
      mediaType: 'application/octet-stream',
      chunks: writeBundle({ manifest, trust: trustChainText(keys.chain()), blobs: stored }),
    };
  }

  /** @throws `fleet.no-release`, `fleet.release-in-use` */
  remove(id: ReleaseId, isWaitedFor: (id: ReleaseId) => Promise<number>): Promise<void> {
    return this.#inTurn(async () => {
      const { name, version, running, wanted } = await this.summary(id);
      const devices = Math.max(running, wanted, await isWaitedFor(id));
      if (devices > 0) throw fleetErrors.releaseInUse({ name, version, devices });
      await this.#options.store.changeRelease({ name, version }, { state: 'removed', credentials: null });
    });
  }

  /** The blobs that releases need. */
  async needed(): Promise<ReadonlySet<string>> {
    const rows = (await this.#options.store.listReleases()).filter(({ state }) => state !== 'removed');
    return new Set(rows.flatMap((row) => [row.digest, ...manifestOf(row).parts.map(({ digest }) => digest)]));
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const done = this.#work.then(() => this.#options.blobs.holding(work));
    this.#work = done.catch(() => undefined);
    return done;
  }
}

function summaryOf(
  row: ReleaseRow,
  { running = 0, wanted = 0 }: { readonly running?: number; readonly wanted?: number } = {},
): ReleaseSummary {
  const { name, version, digest, created, by, history, size, state, variables } = row;
  const manifest = manifestOf(row);
  const { device: on } = manifest.source ?? {};
  return {
    name,
    version,
    digest,
    created,
    ...(by === null ? {} : { by }),
    ...(history === null ? {} : { history }),
    ...(on && { adopted: { device: on.id, name: on.name } }),
    size,
    modules: modulesOf(manifest),
    variables: JSON.parse(variables) as string[],
    state: state === 'signed' ? 'signed' : 'draft',
    running,
    wanted,
  };
}

export const modulesOf = ({ parts }: Manifest): ReleaseSummary['modules'] =>
  parts.flatMap(({ role, name, version, origin }) =>
    role === 'module' && name !== undefined && version !== undefined && origin !== undefined
      ? [{ name, version, origin }]
      : [],
  );
