import type { RedNode, RedNodeType } from './form/node-types.ts';

/**
 * The editor's global `RED`, as far as Millwright uses it, the same in Node-RED 4.1 and 5.
 *
 * `@types/node-red__editor-client` is not used for it: it lacks half of this (`comms.on`, `settings.getLocal`, the
 * notification's `close`, options of `addTab` and of trays) and lets `any` in through the rest.
 */
export interface Red {
  /** Translates `namespace:key`. Gives the key back where there is no such text. */
  _(key: string, options?: { readonly skipInterpolation?: boolean }): string;
  notify(message: HTMLElement, options: RedNotificationOptions): RedNotification;
  /** What the list of actions offers, and keys can be given to. */
  readonly actions: {
    /** Throws when there is one of that name. */
    add(name: string, run: RedAction, options: object | undefined): void;
    remove(name: string): void;
    /** Throws when there is none of that name. */
    get(name: string): RedAction;
    list(): readonly { readonly id: string; readonly options?: object }[];
  };
  readonly clipboard: {
    /** Works without HTTPS, where `navigator.clipboard` does not exist. */
    copyText(text: string): boolean;
  };
  readonly comms: {
    subscribe(topic: string, listener: RedCommsListener): void;
    unsubscribe(topic: string, listener: RedCommsListener): void;
    /** `connect` comes at the first connection and at each later one. */
    on(event: 'connect', listener: () => void): void;
    off(event: 'connect', listener: () => void): void;
  };
  readonly deploy: {
    /** While it is set, this editor shows no notice about a deploy from elsewhere. */
    setDeployInflight(state: boolean): void;
  };
  readonly events: {
    on(event: string, listener: (...details: unknown[]) => void): void;
    off(event: string, listener: (...details: unknown[]) => void): void;
    emit(event: string, ...details: unknown[]): void;
  };
  readonly diff: {
    /** Shows what runs on the server beside what this editor holds, and lets the user merge both. */
    showRemoteDiff(diff: null): void;
  };
  readonly history: {
    clear(): void;
    push(event: RedReplaceEvent): void;
    /** What can be undone. */
    list(): readonly object[];
    /** Undoes one step. */
    pop(): void;
    redo(): void;
  };
  readonly hooks: {
    /** @param id with a label of one's own: `viewRedrawNode.millwright` */
    add(id: string, listener: (event: never) => void): void;
    remove(id: string): void;
  };
  readonly i18n: {
    /** The language of the texts that are shown, such as `de`. */
    lang(): string;
  };
  readonly nodes: {
    /** The revision that this editor shows; null or undefined before its flows are loaded. */
    version(): string | null | undefined;
    version(revision: string): void;
    dirty(): boolean;
    dirty(state: boolean): void;
    clear(): void;
    import(flows: readonly object[]): { readonly nodes: readonly RedImportedNode[] } | undefined;
    /** What a deploy would send, as new objects; with the credentials that were typed unless told otherwise. */
    createCompleteNodeSet(options?: { readonly credentials?: boolean }): RedItem[];
    /** The same for a selection, such as what is exported. */
    createExportableNodeSet(nodes: readonly object[], options?: object): RedItem[];
    convertNode(node: object, options?: unknown): RedItem;
    filterNodes(filter: { readonly z: string }): readonly { dirty?: boolean }[];
    eachWorkspace(visit: (tab: RedTab) => void): void;
    /** What Node-RED's own merge takes for the flows that both sides started from. */
    originalFlow(): readonly RedFlowItem[] | null | undefined;
    originalFlow(flows: readonly object[]): void;
    /** Ids of tabs in their order. */
    getWorkspaceOrder(): readonly string[];
    workspace(id: string): RedTab | null | undefined;
    subflow(id: string): RedSubflow | null | undefined;
    eachSubflow(visit: (subflow: RedSubflow) => void): void;
    eachConfig(visit: (node: { readonly changed?: boolean }) => void): void;
    node(id: string): RedNode | null | undefined;
    group(id: string): object | undefined;
    junction(id: string): object | undefined;
    registerType(type: string, definition: RedNodeType): void;
    readonly registry: {
      getNodeTypes(): readonly string[];
      /** By their names. */
      getModuleList(): Readonly<Record<string, object>>;
    };
    /** `set` tells from which package and entry a type comes: the namespace of its texts. */
    getType(type: string): { readonly set?: { readonly id: string } } | null | undefined;
  };
  readonly palette: { refresh(): void };
  readonly plugins: {
    registerPlugin(id: string, definition: RedPluginDefinition): void;
  };
  readonly settings: {
    /** Absent where no log-in is configured. */
    readonly user?: { readonly username?: string; readonly anonymous?: boolean };
    /** Where the admin side is, in pages that are served from elsewhere. */
    readonly apiRootUrl?: string;
    /** What node types told the editor when it began. */
    readonly [told: string]: unknown;
    get(key: 'auth-tokens'): { readonly access_token: string } | null | undefined;
    /** Kept in this browser, for this Node-RED. */
    getLocal(key: string): string | null | undefined;
    setLocal(key: string, value: string): void;
  };
  readonly sidebar: {
    addTab(options: RedSidebarTab): void;
    removeTab(id: string): void;
    show(id: string): void;
    readonly config: { refresh(): void };
  };
  readonly tray: {
    show(options: RedTray): void;
    close(done?: () => void): void;
    resize(): void;
  };
  readonly editor: {
    /** A page of dialogs; `filter` is asked for each dialog, and it cannot be taken back. */
    registerEditPane(id: string, pane: object, filter: (node: RedEditedNode) => boolean): void;
  };
  readonly user: {
    hasPermission(permission: string): boolean;
    /** Opens the log-in form. */
    login(options: RedLogInOptions | (() => void), done?: () => void): void;
  };
  /** What the editor itself calls a node. */
  readonly utils: { getNodeLabel(node: RedNode, otherwise: string): string };
  readonly view: {
    redraw(updateActive?: boolean): void;
    /** What a click on the button of a node does. */
    clickNodeButton(node: RedCanvasNode): void;
  };
  readonly workspaces: {
    /** The id of the open tab or subflow; 0 when there is none. */
    active(): string | 0;
    show(id: string, skipStack?: boolean): void;
    refresh(): void;
    /** Takes Node-RED's own lock from a tab; the open one without an id. */
    unlock(id?: string): void;
  };
  readonly subflow: {
    /** Asks where it is used; the open one without an id. */
    delete(id?: string): void;
  };
  readonly menu: {
    init(options: RedMenu): JQuery;
    addItem(menu: string, item: RedNewMenuItem): void;
    removeItem(id: string): void;
    setDisabled(id: string, state: boolean): void;
    isSelected(id: string): boolean;
    /** Of items that exclude each other, selects one; the user's settings keep it. */
    setSelected(id: string, state: boolean): void;
  };
}

export interface RedLogInOptions {
  /** A session of the loaded page came to its end. */
  readonly updateMenu?: boolean;
}

/** What a dialog of a node is about. */
export interface RedEditedNode {
  readonly id: string;
  readonly type: string;
  readonly _def?: { readonly category?: string };
}

/** A node on the canvas. */
export interface RedCanvasNode {
  readonly id: string;
  readonly type: string;
  readonly z: string;
  /** Disabled. */
  readonly d?: boolean;
  /** To be drawn anew. */
  dirty?: boolean;
  /** The node behind the guard that refuses changes where its tab is locked. */
  readonly __node__?: object;
  readonly _def: {
    readonly button?: {
      /** The property that it switches. */
      readonly toggle?: string;
      readonly enabled?: boolean | ((this: RedCanvasNode) => unknown);
      readonly onclick?: (this: RedCanvasNode) => void;
    };
  };
  readonly [property: string]: unknown;
}

export type RedAction = (...parameters: unknown[]) => unknown;

export interface RedMenu {
  readonly options?: readonly (RedMenuItem | null)[];
}
export interface RedNewMenuItem {
  readonly id: string;
  readonly icon: string;
  /** Both go into the page as HTML. */
  readonly label: string;
  readonly sublabel: string;
  /** The name of an action. */
  readonly onselect: string;
}
interface RedMenuItem {
  readonly label?: string;
}

/** An item of the flows as the editor writes it. */
export interface RedItem extends Readonly<Record<string, unknown>> {
  readonly id: string;
  /** Only those that were typed since they were deployed. */
  readonly credentials?: object;
}

export interface RedImportedNode {
  readonly id: string;
  readonly z?: string;
  changed?: boolean;
  /** The node behind the guard that refuses changes where its tab is locked. */
  readonly __node__?: object;
}

/** One step of the editor's undo that puts all flows back. */
export interface RedReplaceEvent {
  readonly t: 'replace';
  readonly complete: true;
  readonly config: readonly object[];
  readonly changed: Readonly<Record<string, boolean>>;
  readonly moved: Readonly<Record<string, boolean>>;
  readonly dirty: boolean;
  readonly rev: string;
}

/** What of a tab or subflow differs from what was last deployed. */
interface RedChanges {
  readonly changed?: boolean;
  readonly added?: boolean;
  /** Something on it. */
  readonly contentsChanged?: boolean;
}

interface RedPlace extends RedChanges {
  readonly id: string;
  /** Nothing on it can be changed. */
  locked?: boolean;
}
export interface RedTab extends RedPlace {
  readonly label?: string;
  readonly disabled?: boolean;
}
export interface RedSubflow extends RedPlace {
  readonly name?: string;
}

/** An item of the flows as the server has it; a tab has a label, a subflow a name. */
interface RedFlowItem extends Readonly<Record<string, unknown>> {
  readonly id: string;
  readonly type: string;
  readonly label?: string;
  readonly name?: string;
}

export type RedCommsListener = (topic: string, data: unknown) => void;

export interface RedPluginDefinition {
  readonly type: string;
  onadd(): void;
}

export interface RedSidebarTab {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly iconClass: string;
  readonly content: HTMLElement;
  /** The action that shows the tab: its key stands beside the tab's name. */
  readonly action: string;
  /** Stands in the footer of the sidebar while the tab is open. */
  readonly toolbar?: HTMLElement;
  onchange?(): void;
}

export interface RedTray {
  /** Goes into the page as HTML. */
  readonly title: string;
  /** Pixels; `Infinity` for as wide as the window allows. */
  readonly width?: number;
  readonly buttons: readonly RedTrayButton[];
  /** An element to focus at the opening; the first focusable one of the body without it. */
  readonly focusElement?: HTMLElement | false;
  open(tray: JQuery): void;
  close(): void;
}

export interface RedTrayButton {
  readonly id?: string;
  readonly text: string;
  readonly class?: string;
  click(): void;
}

export interface RedNotificationOptions {
  readonly id?: string;
  readonly type?: 'success' | 'warning' | 'error' | 'compact';
  readonly modal?: boolean;
  /** Stays until it is closed. */
  readonly fixed?: boolean;
  /** Milliseconds. */
  readonly timeout?: number;
  readonly width?: number;
  readonly buttons?: readonly RedNotificationButton[];
}

export interface RedNotificationButton {
  /** Goes into the page as HTML. */
  readonly text: string;
  readonly class?: string;
  click(): void;
}

export type RedNotification = HTMLElement & {
  readonly options?: RedNotificationOptions;
  close(): void;
  update(message: HTMLElement, options?: RedNotificationOptions): void;
};

interface EditorGlobals {
  readonly RED: Red;
  readonly jQuery: JQueryStatic;
}

/** The editor's `RED`. */
export function red(): Red {
  return (globalThis as unknown as EditorGlobals).RED;
}

/** The editor's jQuery. Its `ajax` carries the user's token, and other plugins can see the request. */
export function jQuery(): JQueryStatic {
  return (globalThis as unknown as EditorGlobals).jQuery;
}

/**
 * Text for the few places where Node-RED takes HTML only. Everywhere else it is text nodes.
 */
export function textAsHtml(text: string): string {
  const characters: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
  };
  return text.replace(/[&<>"]/g, (character) => characters[character] ?? '');
}
