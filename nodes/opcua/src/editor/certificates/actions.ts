import {
  ask,
  call,
  type Failure,
  failureLine,
  failureText,
  hasPermission,
  html,
  type nothing,
  notify,
  type Result,
  type TemplateResult,
} from '@millwright/editor';
import {
  certificateRoutes,
  type ImportList,
  type ListedCertificates,
  largestFile,
  type PendingCertificate,
  type TrustedCertificate,
} from '../../common/certificate-routes.ts';
import { fingerprint, shortName } from './fingerprint.ts';
import type { CertificateTexts } from './texts.ts';

/** What a person can do about certificates; what is grave is asked about before. */
export interface CertificateActions {
  readonly mayChange: boolean;
  busy(): boolean;
  /** Why the last thing could not be done. */
  failureLine(): TemplateResult | typeof nothing;
  failed(failure: Failure): void;
  forgetFailure(): void;
  trust(pending: PendingCertificate): void;
  reject(pending: PendingCertificate): void;
  remove(list: ImportList | 'pending', what: { readonly sha256: string; readonly subject: string }): void;
  setAnyTime(certificate: TrustedCertificate, allowed: boolean): void;
  bring(list: ImportList, file: File): void;
  renew(isRenewal: boolean): void;
}

export interface ActionRoom {
  readonly texts: CertificateTexts;
  /** What the server told after a change. */
  take(known: ListedCertificates): void;
  draw(): void;
  /** What was shown is nothing to decide about any more. */
  decided(): void;
}

export function certificateActions({ texts, take, draw, decided }: ActionRoom): CertificateActions {
  let busy = false;
  let problem: string | undefined;

  /** @returns whether it was done */
  const act = async (run: () => Promise<Result<ListedCertificates>>, done: string): Promise<boolean> => {
    if (busy) return false;
    busy = true;
    problem = undefined;
    draw();
    const result = await run();
    busy = false;
    if (result.ok) {
      take(result.value);
      notify({ kind: 'success', text: done });
    } else problem = failureText(result.failure, texts);
    draw();
    return result.ok;
  };
  /** @param sure what will happen, as its button says it */
  const confirmed = async (title: string, content: TemplateResult, sure: string): Promise<boolean> =>
    (await ask({ title, content, choices: [{ value: true, label: sure }] })) === true;
  const named = (text: string, sha256: string): TemplateResult =>
    html`<p>${text}</p>
      <p>SHA-256<br />${fingerprint(sha256)}</p>`;
  const bring = async (list: ImportList, file: File): Promise<void> => {
    if (file.size > largestFile) {
      problem = texts('certificates.tooLarge', { kilobytes: largestFile / 1024 });
      draw();
      return;
    }
    const bytes = new Uint8Array(await file.arrayBuffer());
    const body = { list, file: base64Of(bytes) };
    await act(
      () => call(certificateRoutes.importCertificates, { body }),
      texts('certificates.imported', { name: file.name }),
    );
  };

  return {
    mayChange: hasPermission(certificateRoutes.trustCertificate.permission),
    busy: () => busy,
    failureLine: () => failureLine(problem),
    failed(failure) {
      problem = failureText(failure, texts);
      draw();
    },
    forgetFailure() {
      problem = undefined;
    },
    async trust({ sha256, subject }) {
      const name = shortName(subject);
      const title = texts('certificates.trust.title', { name });
      const content = named(texts('certificates.trust.text'), sha256);
      if (!(await confirmed(title, content, texts('certificates.trust.sure', { name })))) return;
      const done = await act(
        () => call(certificateRoutes.trustCertificate, { params: { sha256 } }),
        texts('certificates.trust.done', { name }),
      );
      if (done) decided();
    },
    async reject({ sha256, subject }) {
      const name = shortName(subject);
      const title = texts('certificates.reject.title', { name });
      const content = named(texts('certificates.reject.text'), sha256);
      if (!(await confirmed(title, content, texts('certificates.reject.sure', { name })))) return;
      await act(
        () => call(certificateRoutes.rejectCertificate, { params: { sha256 } }),
        texts('certificates.reject.done', { name }),
      );
    },
    async remove(list, { sha256, subject }) {
      const name = shortName(subject);
      const title = texts('certificates.removal.title', { name });
      const content = named(texts(`certificates.removal.${list}`), sha256);
      if (!(await confirmed(title, content, texts('certificates.removal.sure', { name })))) return;
      const done = await act(
        () => call(certificateRoutes.removeCertificate, { params: { sha256 }, body: { list } }),
        texts('certificates.removal.done', { name }),
      );
      if (done && list === 'pending') decided();
    },
    async setAnyTime({ sha256, subject }, allowed) {
      const name = shortName(subject);
      const title = texts('certificates.anyTime.title', { name });
      const content = named(texts('certificates.anyTime.text'), sha256);
      if (allowed && !(await confirmed(title, content, texts('certificates.anyTime.sure', { name })))) return;
      await act(
        () => call(certificateRoutes.setAnyTime, { params: { sha256 }, body: { allowed } }),
        texts(allowed ? 'certificates.anyTime.done' : 'certificates.anyTime.ended', { name }),
      );
    },
    bring: (list, file) => void bring(list, file),
    async renew(isRenewal) {
      const title = texts('certificates.renewal.title');
      const content = html`<p>${texts('certificates.renewal.text')}</p>`;
      if (isRenewal && !(await confirmed(title, content, texts('certificates.renewal.sure')))) return;
      await act(() => call(certificateRoutes.renewOwn, {}), texts('certificates.renewal.done'));
    },
  };
}

function base64Of(bytes: Uint8Array): string {
  let text = '';
  // A call takes only so many arguments.
  for (let at = 0; at < bytes.length; at += 8192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}
