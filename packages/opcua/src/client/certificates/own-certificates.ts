import { randomUUID } from 'node:crypto';
import { certificateErrors } from '../../certificate-errors.ts';
import { type Certificate, parseCertificate } from './certificate.ts';
import type { OwnCertificate } from './certificates.ts';
import { type Hosts, keyOf, makeOwn } from './own-key.ts';
import type { Shelf } from './shelf.ts';

const instanceFile = 'instance.json';
const [certificateEnding, keyEnding] = ['.der', '.key.pem'];

/** Which application this is, and which of its certificates it shows. */
interface Instance {
  readonly applicationUri: string;
  /** SHA-256; undefined while there is none. */
  readonly certificate?: string;
}

export interface OwnOptions {
  readonly shelf: Shelf;
  readonly hosts: () => Hosts;
  /** Of the RSA key. */
  readonly bits: number;
  readonly now: () => number;
  readonly onWarning: (text: string) => void;
}

/**
 * The certificates of this application instance: the one that it shows, and those before. Files are named by their SHA-256, and one
 * small file says which counts, so that a renewal is whole or did not happen.
 */
export class OwnCertificates {
  readonly #options: OwnOptions;
  #instance: Instance;
  #current: Promise<OwnCertificate> | undefined;

  constructor(options: OwnOptions) {
    this.#options = options;
    this.#instance = this.#find();
  }

  /** `urn:<uuid>:node-red:opcua`: it stays, whatever becomes of the host's name and of certificates. */
  get applicationUri(): string {
    return this.#instance.applicationUri;
  }

  /** The one to show; made where there is none. */
  current(): Promise<OwnCertificate> {
    this.#current ??= this.#load().catch((error: unknown) => {
      this.#current = undefined;
      throw error;
    });
    return this.#current;
  }

  /** A new key and certificate for the same application; those before stay where they are. */
  async renew(): Promise<OwnCertificate> {
    await this.current();
    const renewed = this.#make();
    this.#current = renewed;
    try {
      return await renewed;
    } catch (error) {
      this.#current = undefined;
      throw error;
    }
  }

  /** The one to show, where it was made already. */
  shown(): Certificate | undefined {
    return this.#certificates().find(({ sha256 }) => sha256 === this.#instance.certificate);
  }

  /** The certificates before the one that is shown, newest first. */
  former(): readonly Certificate[] {
    return this.#certificates().filter(({ sha256 }) => sha256 !== this.#instance.certificate);
  }

  async #load(): Promise<OwnCertificate> {
    const shown = this.shown();
    const key = shown && this.#keyOf(shown);
    if (key) return ownOf(shown, key, this.applicationUri);
    if (this.#instance.certificate !== undefined)
      this.#options.onWarning(
        'The own OPC UA certificate or its private key is gone or damaged. A new one was made, which servers have to trust again',
      );
    return this.#make();
  }

  async #make(): Promise<OwnCertificate> {
    const { shelf, hosts, bits, now } = this.#options;
    const { applicationUri } = this;
    const made = await makeOwn(applicationUri, { hosts: hosts(), bits, now: new Date(now()) });
    const certificate = parseCertificate(made.certificate);
    const key = certificate && keyOf(made.key, certificate.x509);
    if (!certificate || !key) throw certificateErrors.notMade();
    const { sha256 } = certificate;
    shelf.write(`${sha256}${keyEnding}`, Buffer.from(made.key));
    shelf.write(`${sha256}${certificateEnding}`, certificate.der);
    this.#keep({ applicationUri, certificate: sha256 });
    return ownOf(certificate, key, applicationUri);
  }

  #keep(instance: Instance): void {
    this.#instance = instance;
    this.#options.shelf.write(instanceFile, Buffer.from(`${JSON.stringify(instance, null, 2)}\n`));
  }

  /** Where the file that says it was lost, the newest certificate whose key is there says who this is. */
  #find(): Instance {
    const kept = instanceOf(this.#options.shelf.read(instanceFile));
    if (kept) return kept;
    const newest = this.#certificates().find(
      (each) => this.#keyOf(each) && each.applicationUri !== undefined,
    );
    const instance: Instance = newest
      ? { applicationUri: newest.applicationUri ?? '', certificate: newest.sha256 }
      : { applicationUri: `urn:${randomUUID()}:node-red:opcua` };
    this.#keep(instance);
    return instance;
  }

  #keyOf({ sha256, x509 }: Certificate) {
    const pem = this.#options.shelf.read(`${sha256}${keyEnding}`);
    return pem && keyOf(pem.toString(), x509);
  }

  #certificates(): readonly Certificate[] {
    return [...this.#options.shelf.entries()]
      .flatMap(([name, bytes]) => (name.endsWith(certificateEnding) ? (parseCertificate(bytes) ?? []) : []))
      .toSorted((one, other) => other.notAfter.getTime() - one.notAfter.getTime());
  }
}

const ownOf = (
  { der, sha256, notAfter }: Certificate,
  privateKey: OwnCertificate['privateKey'],
  applicationUri: string,
): OwnCertificate => ({ applicationUri, certificateChain: der, privateKey, sha256, expires: notAfter });

function instanceOf(bytes: Buffer | undefined): Instance | undefined {
  try {
    const { applicationUri, certificate } = JSON.parse(String(bytes ?? '')) as Partial<Instance>;
    if (typeof applicationUri !== 'string' || !applicationUri.startsWith('urn:')) return undefined;
    return typeof certificate === 'string' ? { applicationUri, certificate } : { applicationUri };
  } catch {
    return undefined;
  }
}
