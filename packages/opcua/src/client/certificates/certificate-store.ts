import { join } from 'node:path';
import { certificateErrors } from '../../certificate-errors.ts';
import { type Certificate, parseCertificate } from './certificate.ts';
import type { Certificates, OwnCertificate, Relaxations, ShownCertificate, Verdict } from './certificates.ts';
import { chainOf, checkCertificate } from './check.ts';
import { readImported } from './imported.ts';
import { OwnCertificates } from './own-certificates.ts';
import type { Hosts } from './own-key.ts';
import { Pending, type PendingCertificate } from './pending.ts';
import { isIssuedBy, parseRevocationList, type RevocationList } from './revocation-list.ts';
import { Shelf } from './shelf.ts';
import { thisMachine } from './this-machine.ts';
import type { TrustList } from './trust-list.ts';

export interface StoreOptions {
  /** `<userDir>/millwright/opcua/pki`. */
  readonly directory: string;
  /** For the log. What is wrong with the store is told once, not with every file. */
  readonly onWarning: (text: string) => void;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  readonly hosts?: () => Hosts;
  /** Of our RSA key. */
  readonly bits?: number;
}

/** Lists of certificates that people keep. */
export type TrustFolder = 'trusted' | 'issuers';

/** More than that nobody looks after by hand. */
const mostKept = 500;
const anyTimeFile = 'any-time.json';

/**
 * The certificates of a Node-RED: its own, and what its people said of those of servers. Files are read when they are needed, so
 * that what is put into a folder by other means counts, too.
 */
export class CertificateStore implements Certificates {
  readonly #shelves: Readonly<Record<TrustFolder | 'crl', Shelf>>;
  readonly #own: OwnCertificates;
  readonly #pending: Pending;
  readonly #now: () => number;
  readonly #listeners = new Set<() => void>();
  #inMemory = false;

  private constructor(options: StoreOptions) {
    const { directory, onWarning, now = Date.now, hosts = thisMachine, bits = 3072 } = options;
    const inMemory = (error: unknown): void => {
      if (this.#inMemory) return;
      this.#inMemory = true;
      const reason = error instanceof Error ? error.message : String(error);
      onWarning(
        `The OPC UA certificates are kept in memory until Node-RED ends, since ${directory} cannot be written: ${reason}`,
      );
    };
    const shelf = (folder: string): Shelf => {
      const made = new Shelf(join(directory, folder), inMemory);
      made.prepare();
      return made;
    };
    new Shelf(directory, inMemory).prepare();
    this.#now = now;
    this.#shelves = { trusted: shelf('trusted'), issuers: shelf('issuers'), crl: shelf('crl') };
    this.#pending = new Pending(shelf('pending'), now);
    const own = shelf('own');
    for (const name of own.close('.pem'))
      onWarning(
        `The private key ${join(directory, 'own', name)} could be read by others. Its mode is 0600 now; renew the certificate if somebody may have read it`,
      );
    this.#own = new OwnCertificates({ shelf: own, hosts, bits, now, onWarning });
  }

  /** Makes the folders where they are missing. It never throws: what cannot be written is kept in memory. */
  static open(options: StoreOptions): CertificateStore {
    return new CertificateStore(options);
  }

  /** Whether something of it will be gone when the process ends. */
  get inMemory(): boolean {
    return this.#inMemory;
  }

  get applicationUri(): string {
    return this.#own.applicationUri;
  }

  own(): Promise<OwnCertificate> {
    return this.#own.current();
  }

  /** The one that {@link own} gives, where it was made already. */
  shownOwn(): Certificate | undefined {
    return this.#own.shown();
  }

  /** A new key and certificate for the same application. Connections show it from their next attempt on. */
  renewOwn(): Promise<OwnCertificate> {
    return this.#own.renew();
  }

  formerOwn(): readonly Certificate[] {
    return this.#own.former();
  }

  check(shown: ShownCertificate, relaxations: Relaxations = {}): Verdict {
    const verdict = checkCertificate(shown, this.trustList(), relaxations, new Date(this.#now()));
    const [leaf] = (!verdict.accepted && chainOf(shown.chain)) || [];
    if (leaf && !verdict.accepted && verdict.status === 'BadCertificateUntrusted')
      this.#pending.add(leaf, shown);
    return verdict;
  }

  trustList(): TrustList {
    return {
      trusted: this.list('trusted'),
      issuers: this.list('issuers'),
      revocationLists: this.revocationLists(),
      anyTime: this.anyTime(),
    };
  }

  list(folder: TrustFolder): readonly Certificate[] {
    return parsedOf(this.#shelves[folder], readCertificate);
  }

  revocationLists(): readonly RevocationList[] {
    return parsedOf(this.#shelves.crl, readRevocationList);
  }

  pending(): readonly PendingCertificate[] {
    return this.#pending.list();
  }

  /** SHA-256 of those that are good whatever the time. */
  anyTime(): ReadonlySet<string> {
    try {
      const all: unknown = JSON.parse(String(this.#shelves.trusted.read(anyTimeFile)));
      return new Set(Array.isArray(all) ? all.filter((each) => typeof each === 'string') : []);
    } catch {
      return new Set();
    }
  }

  /** Trusts one that waits, rejected before or not. @throws `opcua-certificates.unknown`, `opcua-certificates.full` */
  trust(sha256: string): void {
    const { certificate } = this.#pendingOf(sha256);
    this.#put('trusted', certificate);
    this.#pending.remove(sha256);
    this.#changed();
  }

  /** @throws `opcua-certificates.unknown` */
  reject(sha256: string): void {
    this.#pending.reject(this.#pendingOf(sha256));
  }

  /** Forgets one, wherever it is but for our own. @throws `opcua-certificates.unknown` */
  remove(from: TrustFolder | 'pending' | 'crl', sha256: string): void {
    if (from === 'pending') {
      this.#pending.remove(this.#pendingOf(sha256).certificate.sha256);
      return;
    }
    const shelf = this.#shelves[from];
    const names =
      from === 'crl' ? namesOf(shelf, sha256, readRevocationList) : namesOf(shelf, sha256, readCertificate);
    if (names.length === 0) throw certificateErrors.unknown({ sha256 });
    for (const name of names) shelf.remove(name);
    if (this.anyTime().has(sha256) && from === 'trusted') this.#writeAnyTime(sha256, false);
    this.#changed();
  }

  /**
   * Keeps a certificate that somebody brought. One that only leads to others has to be of an authority.
   * @throws `opcua-certificates.no-authority`, `opcua-certificates.full`
   */
  keep(folder: TrustFolder, certificate: Certificate): void {
    const { subject, sha256, isAuthority } = certificate;
    if (folder === 'issuers' && !isAuthority) throw certificateErrors.noAuthority({ subject });
    this.#put(folder, certificate);
    if (folder === 'trusted') this.#pending.remove(sha256);
    this.#changed();
  }

  /**
   * Keeps a revocation list in place of older ones of the same authority.
   * @throws `opcua-certificates.list-without-issuer`, `opcua-certificates.full`
   */
  keepRevocationList(list: RevocationList): void {
    const authorities = [...this.list('trusted'), ...this.list('issuers')];
    const issuer = authorities.find((authority) => isIssuedBy(list, authority));
    if (!issuer) throw certificateErrors.listWithoutIssuer({ issuer: list.issuer });
    const shelf = this.#shelves.crl;
    const known = this.revocationLists();
    const older = known.filter(
      (each) => each.sha256 !== list.sha256 && each.updated <= list.updated && isIssuedBy(each, issuer),
    );
    if (known.length - older.length >= mostKept) throw certificateErrors.full({ most: mostKept });
    shelf.write(`${list.sha256}.crl`, list.der);
    for (const { sha256 } of older)
      for (const name of namesOf(shelf, sha256, readRevocationList)) shelf.remove(name);
    this.#changed();
  }

  /** Lets one trusted certificate be good whatever the time, or no longer. @throws `opcua-certificates.unknown` */
  setAnyTime(sha256: string, allowed: boolean): void {
    if (!this.list('trusted').some((each) => each.sha256 === sha256))
      throw certificateErrors.unknown({ sha256 });
    this.#writeAnyTime(sha256, allowed);
    this.#changed();
  }

  onTrustChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  #put(folder: TrustFolder, { sha256, der }: Certificate): void {
    if (this.list(folder).length >= mostKept) throw certificateErrors.full({ most: mostKept });
    this.#shelves[folder].write(`${sha256}.der`, der);
  }

  #pendingOf(sha256: string): PendingCertificate {
    const found = this.#pending.find(sha256);
    if (!found) throw certificateErrors.unknown({ sha256 });
    return found;
  }

  #writeAnyTime(sha256: string, allowed: boolean): void {
    const others = [...this.anyTime()].filter((each) => each !== sha256);
    const all = allowed ? [...others, sha256] : others;
    this.#shelves.trusted.write(anyTimeFile, Buffer.from(`${JSON.stringify(all, null, 2)}\n`));
  }

  #changed(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}

type Reader<T> = (bytes: Buffer) => T | undefined;

/** People put files of either form into folders by hand. */
const readCertificate: Reader<Certificate> = (bytes) => parseCertificate(bytes);
const readRevocationList: Reader<RevocationList> = (bytes) => {
  try {
    return bytes.includes('-----BEGIN') ? readImported(bytes).revocationLists[0] : parseRevocationList(bytes);
  } catch {
    return undefined;
  }
};

function parsedOf<T extends { readonly sha256: string }>(shelf: Shelf, read: Reader<T>): readonly T[] {
  const all = [...shelf.entries()].flatMap(([name, bytes]) =>
    name === anyTimeFile ? [] : (read(bytes) ?? []),
  );
  return [...new Map(all.map((each) => [each.sha256, each])).values()];
}

/** Of the files that hold it. */
const namesOf = <T extends { readonly sha256: string }>(
  shelf: Shelf,
  sha256: string,
  read: Reader<T>,
): readonly string[] =>
  [...shelf.entries()].flatMap(([name, bytes]) => (read(bytes)?.sha256 === sha256 ? name : []));
