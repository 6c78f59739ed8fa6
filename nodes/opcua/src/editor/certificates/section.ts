import {
  addPlcSection,
  call,
  type EditorDoor,
  type Failure,
  failureText,
  installStyle,
  isNotAllowed,
  type OpenTray,
  onDeployed,
  openTray,
  type PlcContent,
  type TemplateResult,
} from '@millwright/editor';
import { certificateRoutes, type ListedCertificates } from '../../common/certificate-routes.ts';
import { certificateActions } from './actions.ts';
import { shortName } from './fingerprint.ts';
import { listView } from './list-view.ts';
import { ownView } from './own-view.ts';
import { pendingView } from './pending-view.ts';
import { certificateRows, certificatesFoot, type Shown } from './rows.ts';
import { certificateStyle } from './style.ts';
import type { CertificateTexts } from './texts.ts';

/** Milliseconds between two looks, while someone sees what they show. */
const interval = 3000;

/** The certificates in the sidebar of the PLC packages: whom this Node-RED trusts, and who it is itself. */
export function showCertificates(door: EditorDoor, texts: CertificateTexts): () => void {
  let known: ListedCertificates | undefined;
  let knownAt = 0;
  let failure: Failure | undefined;
  let asking = false;
  let details:
    | { readonly draw: (known: ListedCertificates) => TemplateResult; readonly tray: OpenTray }
    | undefined;

  installStyle(certificateStyle);
  const content = (): PlcContent => {
    if (failure && (!known || isNotAllowed(failure)))
      return {
        kind: 'failed',
        title: texts('certificates.failed'),
        failure,
        texts,
        retry: () => void look(),
      };
    if (!known) return { kind: 'loading', doing: texts('certificates.loading') };
    const time = new Date(knownAt).toLocaleTimeString(texts.locale);
    const now = Date.now();
    return {
      kind: 'connections',
      rows: certificateRows(known, texts, now, open),
      empty: { title: texts('certificates.emptyTitle'), text: texts('certificates.emptyText') },
      foot: certificatesFoot(known, texts, now, (key) => panel.lead(key)),
      degraded: failure && `${texts('certificates.stale', { time })} ${failureText(failure, texts)}`,
    };
  };
  const draw = (): void => {
    panel.show(content());
    if (known) details?.tray.show(details.draw(known));
  };
  const take = (next: ListedCertificates): void => {
    known = next;
    knownAt = Date.now();
    failure = undefined;
  };
  const look = async (): Promise<void> => {
    if (asking) return;
    asking = true;
    const result = await call(certificateRoutes.listCertificates, {});
    asking = false;
    if (result.ok) take(result.value);
    else failure = result.failure;
    draw();
  };
  const actions = certificateActions({ texts, take, draw, decided: () => details?.tray.close() });
  const open = (shown: Shown): void => {
    const title = titleOf(shown);
    actions.forgetFailure();
    const tray = openTray({
      title,
      label: title,
      width: 560,
      onClose: () => {
        details = undefined;
      },
    });
    details = { tray, draw: (current) => viewOf(shown, current) };
    draw();
  };
  const titleOf = (shown: Shown): string => {
    if (shown.kind === 'own') return texts('certificates.own.title');
    if (shown.kind === 'list') return texts(`certificates.list.${shown.list}.title`);
    const found = known?.pending.find(({ sha256 }) => sha256 === shown.sha256);
    return texts('certificates.pending.title', { name: shortName(found?.subject ?? '') });
  };
  const viewOf = (shown: Shown, current: ListedCertificates): TemplateResult => {
    const now = Date.now();
    if (shown.kind === 'own') return ownView(current, texts, actions, now);
    if (shown.kind === 'list') return listView(shown.list, current, texts, actions, now);
    const found = current.pending.find(({ sha256 }) => sha256 === shown.sha256);
    return pendingView(found, texts, actions, now);
  };
  const panel = addPlcSection(
    door,
    { id: 'opcua-certificates', name: texts('certificates.name'), onShow: () => void look() },
    { kind: 'loading', doing: texts('certificates.loading') },
  );
  const lookIfSeen = (): void => {
    if (panel.isSeen() || (details && !document.hidden)) void look();
  };
  const timer = setInterval(lookIfSeen, interval);
  const stop = onDeployed(lookIfSeen);
  return () => {
    clearInterval(timer);
    stop();
    details?.tray.close();
    panel.remove();
  };
}
