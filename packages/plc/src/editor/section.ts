import {
  addPlcSection,
  type EditorDoor,
  type Failure,
  failureText,
  isNotAllowed,
  type OpenTray,
  onDeployed,
  openTray,
  type PlcContent,
  type PlcRow,
  type Result,
  type SidebarFoot,
  type TemplateResult,
} from '@millwright/editor';
import type { PlcTexts } from './texts.ts';

/** Milliseconds between two looks, while someone sees what they show. */
const interval = 3000;

export interface SectionParts<Known> {
  readonly id: string;
  readonly name: string;
  /** What the server says of everything that the section shows. */
  ask(): Promise<Result<Known>>;
  /** @param open shows the details of one of them in a tray until that is closed */
  rows(known: Known, open: OpenDetails<Known>): readonly PlcRow[];
  /** @param lead goes to a row */
  foot(known: Known, lead: (id: string) => void): SidebarFoot | undefined;
}

/** @param draw what is known of it now */
export type OpenDetails<Known> = (
  title: string,
  label: string,
  draw: (known: Known) => TemplateResult,
) => void;

/** The section of a pack in the sidebar of PLCs: looks while it is seen, and says so where that fails. */
export function showSection<Known>(
  door: EditorDoor,
  texts: PlcTexts,
  parts: SectionParts<Known>,
): () => void {
  let known: Known | undefined;
  let knownAt = 0;
  let failure: Failure | undefined;
  let asking = false;
  let details: { readonly draw: (known: Known) => TemplateResult; readonly tray: OpenTray } | undefined;

  const content = (): PlcContent => {
    if (failure && (!known || isNotAllowed(failure)))
      return { kind: 'failed', title: texts('connections.failed'), failure, texts, retry: () => void look() };
    if (!known) return { kind: 'loading', doing: texts('connections.loading') };
    const time = new Date(knownAt).toLocaleTimeString(texts.locale);
    return {
      kind: 'connections',
      rows: [...parts.rows(known, open)],
      empty: { title: texts('connections.emptyTitle'), text: texts('connections.emptyText') },
      foot: parts.foot(known, (id) => panel.lead(id)),
      degraded: failure && `${texts('connections.stale', { time })} ${failureText(failure, texts)}`,
    };
  };
  const draw = (): void => {
    panel.show(content());
    if (known) details?.tray.show(details.draw(known));
  };
  const look = async (): Promise<void> => {
    if (asking) return;
    asking = true;
    const result = await parts.ask();
    asking = false;
    failure = result.ok ? undefined : result.failure;
    if (result.ok) {
      known = result.value;
      knownAt = Date.now();
    }
    draw();
  };
  const open: OpenDetails<Known> = (title, label, drawDetails) => {
    const tray = openTray({
      title,
      label,
      onClose: () => {
        details = undefined;
      },
    });
    details = { draw: drawDetails, tray };
    draw();
  };
  const panel = addPlcSection(
    door,
    { id: parts.id, name: parts.name, onShow: () => void look() },
    { kind: 'loading', doing: texts('connections.loading') },
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
