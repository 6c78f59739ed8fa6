import { type Certificate, parseCertificate } from './certificate.ts';
import type { Shelf } from './shelf.ts';

/** A server that nobody has decided about yet, or that somebody wants to hear no more of. */
export interface PendingCertificate {
  readonly certificate: Certificate;
  /** Where it was met, and what it said that it is. */
  readonly endpointUrl: string;
  readonly applicationUri: string;
  /** Milliseconds since 1970. */
  readonly since: number;
  readonly rejected: boolean;
}

type Note = Omit<PendingCertificate, 'certificate'>;

/** Who can make us connect to many servers must not fill the disk: the oldest goes. */
export const mostPending = 50;

/** The list of those that wait to be trusted; each is in it once, however often it was met. */
export class Pending {
  readonly #shelf: Shelf;
  readonly #now: () => number;

  constructor(shelf: Shelf, now: () => number) {
    this.#shelf = shelf;
    this.#now = now;
  }

  /** Newest first. */
  list(): readonly PendingCertificate[] {
    return [...this.#shelf.entries()]
      .flatMap(([name, bytes]): readonly PendingCertificate[] => {
        const certificate = name.endsWith('.der') ? parseCertificate(bytes) : undefined;
        if (!certificate) return [];
        return [{ certificate, ...noteOf(this.#shelf.read(`${certificate.sha256}.json`)) }];
      })
      .toSorted((one, other) => other.since - one.since);
  }

  find(sha256: string): PendingCertificate | undefined {
    return this.list().find(({ certificate }) => certificate.sha256 === sha256);
  }

  add(certificate: Certificate, where: Pick<Note, 'endpointUrl' | 'applicationUri'>): void {
    const { sha256, der } = certificate;
    const listed = this.list();
    if (listed.some((each) => each.certificate.sha256 === sha256)) return;
    for (const each of listed.slice(mostPending - 1)) this.remove(each.certificate.sha256);
    this.#note(sha256, { ...where, since: this.#now(), rejected: false });
    this.#shelf.write(`${sha256}.der`, der);
  }

  /** It stays known, so that the next attempt does not put it before people again. */
  reject({ certificate, ...note }: PendingCertificate): void {
    this.#note(certificate.sha256, { ...note, rejected: true });
  }

  remove(sha256: string): void {
    this.#shelf.remove(`${sha256}.der`);
    this.#shelf.remove(`${sha256}.json`);
  }

  #note(sha256: string, note: Note): void {
    this.#shelf.write(`${sha256}.json`, Buffer.from(`${JSON.stringify(note, null, 2)}\n`));
  }
}

function noteOf(bytes: Buffer | undefined): Note {
  const unknown: Note = { endpointUrl: '', applicationUri: '', since: 0, rejected: false };
  try {
    const { endpointUrl, applicationUri, since, rejected } = JSON.parse(String(bytes)) as Partial<Note>;
    return {
      endpointUrl: String(endpointUrl ?? ''),
      applicationUri: String(applicationUri ?? ''),
      since: Number(since ?? 0),
      rejected: rejected === true,
    };
  } catch {
    return unknown;
  }
}
