import { certificateErrors } from '@millwright/opcua';
import type { CertificateStore, Imported } from '@millwright/opcua/client';
import type { Host, RouteHandlers } from '@millwright/runtime';
import {
  certificateRoutes,
  type ImportList,
  type ListedCertificates,
} from '../../common/certificate-routes.ts';
import { keptStore } from './kept-store.ts';
import { listedOf } from './listed.ts';

/** What the certificate panel asks for. Each change is an event that names the certificate. */
export function serveCertificates(host: Host, isUsed: () => boolean): void {
  const listed = async (): Promise<ListedCertificates> => {
    const { store, expiresSoon } = await keptStore.open();
    return listedOf(store, isUsed(), expiresSoon);
  };
  /** Does something with a certificate as an operation of its own, and answers how all of it is by then. */
  const change = async (
    what: Change,
    sha256: string,
    apply: (store: CertificateStore) => Promise<void> | void,
    facts: Readonly<Record<string, string | boolean>> = {},
  ): Promise<ListedCertificates> => {
    const { store } = await keptStore.open();
    const subject = subjectOf(store, sha256);
    await host.operate(
      operation(what, sha256, { ...(subject !== undefined && { subject }), ...facts }),
      async () => apply(store),
    );
    return listed();
  };

  const handlers: RouteHandlers<typeof certificateRoutes> = {
    listCertificates: () => listed(),
    trustCertificate: ({ params: { sha256 } }) => change('trust', sha256, (store) => store.trust(sha256)),
    rejectCertificate: ({ params: { sha256 } }) => change('reject', sha256, (store) => store.reject(sha256)),
    removeCertificate: ({ params: { sha256 }, body: { list } }) =>
      change('remove', sha256, (store) => store.remove(list, sha256), { list }),
    setAnyTime: ({ params: { sha256 }, body: { allowed } }) =>
      change('any-time', sha256, (store) => store.setAnyTime(sha256, allowed), { allowed }),
    async importCertificates({ body: { list, file } }) {
      const { readImported } = await import('@millwright/opcua/client');
      const { store } = await keptStore.open();
      for (const { sha256, subject, keep } of keepers(readImported(Buffer.from(file, 'base64')), list, store))
        await host.operate(operation('import', sha256, { subject, list }), async () => keep());
      return listed();
    },
    async renewOwn() {
      const { store } = await keptStore.open();
      const isFirst = store.shownOwn() === undefined;
      await host.operate({ name: 'opcua.certificate.renew', locks: [] }, async (running) => {
        const { sha256 } = await (isFirst ? store.own() : store.renewOwn());
        running.tell({ sha256 });
      });
      return listed();
    },
    async downloadOwn() {
      const { certificateChain } = await (await keptStore.open()).store.own();
      return {
        fileName: 'node-red-opcua.der',
        mediaType: 'application/pkix-cert',
        chunks: once(certificateChain),
      };
    },
  };
  host.routes(certificateRoutes, handlers);
}

type Change = 'trust' | 'reject' | 'remove' | 'any-time' | 'import';

const operation = (what: Change, sha256: string, facts: Readonly<Record<string, string | boolean>>) => ({
  name: `opcua.certificate.${what}`,
  locks: [],
  target: { kind: 'certificate', id: sha256 } as const,
  facts,
});

function subjectOf(store: CertificateStore, sha256: string): string | undefined {
  const all = [
    ...store.pending().map(({ certificate }) => certificate),
    ...store.list('trusted'),
    ...store.list('issuers'),
    ...store.revocationLists().map((list) => ({ sha256: list.sha256, subject: list.issuer })),
  ];
  return all.find((each) => each.sha256 === sha256)?.subject;
}

interface Keeper {
  readonly sha256: string;
  readonly subject: string;
  keep(): void;
}

/** What of a file goes into a list. @throws `opcua-certificates.unreadable` where there is nothing of the kind */
function keepers(
  { certificates, revocationLists }: Imported,
  list: ImportList,
  store: CertificateStore,
): readonly Keeper[] {
  const found: readonly Keeper[] =
    list === 'crl'
      ? revocationLists.map((each) => ({
          sha256: each.sha256,
          subject: each.issuer,
          keep: () => store.keepRevocationList(each),
        }))
      : certificates.map((each) => ({
          sha256: each.sha256,
          subject: each.subject,
          keep: () => store.keep(list, each),
        }));
  if (found.length === 0) throw certificateErrors.unreadable();
  return found;
}

async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}
