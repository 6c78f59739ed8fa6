import type { EditorDoor } from '../door.ts';
import { VirtualList } from '../list/virtual-list.ts';
import { addSidebar, type Sidebar } from '../sidebar/sidebar.ts';
import { emptyState, failedState, loadingState } from '../sidebar/states.ts';
import { createToolbar } from '../sidebar/toolbar.ts';
import { html, type TemplateResult } from '../template.ts';
import { editorLocale } from '../text.ts';
import { words } from '../words.ts';
import { contentWithoutRows, degradedTexts, gravestFoot, listedRows, type ShownSection } from './listed.ts';
import { plcRow } from './row.ts';
import type { PlcContent, PlcRow, PlcSection } from './section.ts';

export interface PlcPanel {
  /** Shows how the connections of the package fare now. */
  show(content: PlcContent): void;
  /** Makes a connection the active row and gives the list the keyboard's focus. */
  lead(key: string): void;
  /** Whether the user sees it now. */
  isSeen(): boolean;
  remove(): void;
}

/** What the bundles of a page share of it: the first one makes the sidebar, the last one that goes takes it away. */
export interface PlcSidebar {
  readonly sidebar: Sidebar;
  readonly sections: Map<string, ShownSection>;
  draw(): void;
  lead(key: string): void;
}

/** Adds the part of a package to the sidebar of the PLC packages. */
export function addPlcSection(door: EditorDoor, section: PlcSection, first: PlcContent): PlcPanel {
  door.plc ??= makeSidebar(door);
  const { sidebar, sections, draw, lead } = door.plc;
  const show = (content: PlcContent): void => {
    sections.set(section.id, { section, content });
    draw();
  };
  show(first);
  return {
    show,
    lead,
    isSeen: () => sidebar.isSeen(),
    remove() {
      sections.delete(section.id);
      if (sections.size > 0) {
        draw();
        return;
      }
      sidebar.remove();
      delete door.plc;
    },
  };
}

function makeSidebar(door: EditorDoor): PlcSidebar {
  const sections = new Map<string, ShownSection>();
  const locale = editorLocale();
  let text = '';
  const list = new VirtualList<PlcRow>({
    id: 'mw-plc-list',
    label: words().plcConnections,
    key: ({ key }) => key,
    row: plcRow,
    open: (row) => row.open(),
    nearEnd: () => {},
  });
  const seek = (next: string): void => {
    text = next;
    draw();
  };
  const toolbar = createToolbar({ id: 'mw-plc-toolbar', searchLabel: words().plcFilter, onText: seek });
  const sidebar = addSidebar({
    id: 'millwright-plc',
    name: words().plc,
    icon: 'fa-plug',
    door,
    onShow() {
      for (const { section } of sections.values()) section.onShow();
    },
  });
  /** From where the list was: what was clicked is gone, and with it the focus. */
  const showAll = (): void => {
    seek('');
    toolbar.focus();
  };
  const draw = (): void => {
    const shown = [...sections.values()];
    if (listedRows(shown, '', locale).length === 0) {
      sidebar.show({ body: stateOf(contentWithoutRows(shown)) });
      return;
    }
    const groups = listedRows(shown, text, locale);
    list.update({ groups, more: false });
    toolbar.show({ text, busy: false, chips: [], reset: showAll });
    const degraded = degradedTexts(shown);
    sidebar.show({
      toolbar,
      body: groups.length > 0 ? list.element : nothingFound(showAll),
      degraded: degraded.length === 0 ? undefined : html`${degraded.join(' ')}`,
      foot: gravestFoot(shown),
    });
  };
  const lead = (key: string): void => {
    if (text !== '') seek('');
    list.activate(key);
    list.focus();
  };
  return { sidebar, sections, draw, lead };
}

function stateOf(content: PlcContent | undefined): TemplateResult {
  switch (content?.kind) {
    case 'loading':
      return loadingState(content.doing);
    case 'failed':
      return failedState(content);
    case 'connections':
      return emptyState({ icon: 'fa-plug', ...content.empty });
    case undefined:
      return html``;
  }
}

const nothingFound = (showAll: () => void): TemplateResult =>
  emptyState({
    icon: 'fa-filter',
    title: words().plcNoMatchTitle,
    text: words().plcNoMatchText,
    action: { label: words().showAll, run: showAll },
  });
