import type { EditorDoor } from '../door.ts';
import { addSidebar, type Sidebar } from '../sidebar/sidebar.ts';
import { installStyle } from '../style.ts';
import { words } from '../words.ts';
import { plcStyle } from './style.ts';

/** The part of one protocol's package in the sidebar that all of them share. */
export interface PlcSection {
  /** Unique among the packages: `modbus`. */
  readonly id: string;
  /** The protocol's name, as the heading. */
  readonly name: string;
  /** The user opens the tab. */
  onShow(): void;
}

export interface PlcPanel {
  /** Where the package draws its part. */
  readonly element: HTMLElement;
  /** Whether the user sees it now. */
  isSeen(): boolean;
  /** Opens the tab. */
  reveal(): void;
  remove(): void;
}

/** What the bundles of a page share of it: the first one makes the sidebar, the last one that goes takes it away. */
export interface PlcSidebar {
  readonly sidebar: Sidebar;
  readonly body: HTMLElement;
  readonly sections: Map<string, PlcSection>;
}

/** Adds the part of a package to the sidebar of the PLC packages. */
export function addPlcSection(door: EditorDoor, section: PlcSection): PlcPanel {
  installStyle(plcStyle);
  door.plc ??= makeSidebar(door);
  const { sidebar, body, sections } = door.plc;
  sections.set(section.id, section);
  const frame = document.createElement('section');
  frame.className = 'mw-plc-section';
  frame.setAttribute('aria-label', section.name);
  const heading = document.createElement('h3');
  heading.className = 'mw-list-heading';
  heading.textContent = section.name;
  const element = document.createElement('div');
  frame.append(heading, element);
  body.append(frame);
  return {
    element,
    isSeen: () => element.offsetParent !== null && !document.hidden,
    reveal: () => sidebar.reveal(),
    remove() {
      frame.remove();
      sections.delete(section.id);
      if (sections.size > 0) return;
      sidebar.remove();
      delete door.plc;
    },
  };
}

function makeSidebar(door: EditorDoor): PlcSidebar {
  const sections = new Map<string, PlcSection>();
  const body = document.createElement('div');
  body.className = 'mw-plc';
  const sidebar = addSidebar({
    id: 'millwright-plc',
    name: words().plc,
    icon: 'fa-plug',
    door,
    onShow() {
      for (const section of sections.values()) section.onShow();
    },
  });
  sidebar.show({ body });
  return { sidebar, body, sections };
}
