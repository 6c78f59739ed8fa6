import { createHash } from 'node:crypto';

/** A module as a list of parts names it. */
export interface SbomModule {
  readonly name: string;
  readonly version: string;
  /** `sha512-…` */
  readonly integrity: string;
  readonly license: string | undefined;
  readonly origin: 'registry' | 'repacked';
}

/** `pkg:npm/%40acme/oven@1.2.3`. @see https://github.com/package-url/purl-spec */
export const packageUrl = ({ name, version }: Pick<SbomModule, 'name' | 'version'>): string =>
  `pkg:npm/${name.split('/').map(encodeURIComponent).join('/')}@${encodeURIComponent(version)}`;

/**
 * The list of modules of a release, CycloneDX 1.6 as JSON. What depends on what it does not say. The same release gives
 * the same list.
 *
 * @param created milliseconds since 1970
 * @see https://cyclonedx.org/docs/1.6/json/
 */
export function sbomOf(
  { name, version, created }: { readonly name: string; readonly version: number; readonly created: number },
  modules: readonly SbomModule[],
): object {
  const components = modules.map(componentOf);
  const seed = JSON.stringify([name, version, created, components]);
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${uuidOf(seed)}`,
    version: 1,
    metadata: {
      timestamp: new Date(created).toISOString(),
      component: { type: 'application', 'bom-ref': 'release', name, version: String(version) },
    },
    components,
    compositions: [{ aggregate: 'incomplete', dependencies: ['release'] }],
  };
}

function componentOf({ name, version, integrity, license, origin }: SbomModule): object {
  const [scope, own] = name.startsWith('@') ? name.split('/') : [undefined, name];
  const purl = packageUrl({ name, version });
  return {
    type: 'library',
    'bom-ref': purl,
    ...(scope !== undefined && { group: scope }),
    name: own,
    version,
    purl,
    hashes: [
      {
        alg: 'SHA-512',
        content: Buffer.from(integrity.slice('sha512-'.length), 'base64').toString('hex'),
      },
    ],
    ...(license !== undefined && { licenses: [{ license: { name: license } }] }),
    properties: [{ name: 'millwright:origin', value: origin }],
  };
}

/** A UUID that follows from a text. @see RFC 9562, section 5.8 */
function uuidOf(text: string): string {
  const bytes = createHash('sha256').update(text).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
