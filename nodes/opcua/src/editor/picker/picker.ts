import {
  type Failure,
  failureText,
  html,
  installStyle,
  nothing,
  type OpenTray,
  openTray,
  type TemplateResult,
} from '@millwright/editor';
import { type OpcUaTexts, pluginTexts } from '../texts.ts';
import { Asking, type Found } from './ask.ts';
import { DetailsInSight } from './details.ts';
import { beforeTree, foot, head, withoutConnection } from './faces.ts';
import { type LineView, lineTemplate } from './lines.ts';
import type { Picked, PickerOptions } from './picker-options.ts';
import { Search } from './search.ts';
import { Signatures } from './signatures.ts';
import { pickerStyle } from './style.ts';
import {
  activated,
  closed,
  failed,
  isUnknown,
  keyBelow,
  type Line,
  linesOf,
  loaded,
  loading,
  opened,
  type PickedNode,
  type Place,
  placeAt,
  type Tree,
  toggled,
  treeOf,
} from './tree.ts';
import { TreeView } from './tree-view.ts';

/** The Objects folder, where all of a plant is, and the Views folder. */
const roots: readonly PickedNode[] = [
  { address: 'i=85', name: 'Objects', class: 'Object' },
  { address: 'i=87', name: 'Views', class: 'Object' },
];
const objects = 'i=85';

/** Opens the tree of a server, to choose from. */
export function openPicker(options: PickerOptions): void {
  installStyle(pickerStyle);
  const texts = pluginTexts();
  const tray = openTray({
    title: options.title,
    label: options.title,
    width: 760,
    focus: '.mw-opcua-tree',
  });
  if (options.connection === '') {
    tray.show(withoutConnection(texts));
    return;
  }
  void new Picker(options, tray, texts).start();
}

class Picker {
  readonly #options: PickerOptions;
  readonly #tray: OpenTray;
  readonly #texts: OpcUaTexts;
  readonly #asking: Asking;
  readonly #details: DetailsInSight;
  readonly #view: TreeView;
  readonly #lineView: LineView;
  readonly #signatures: Signatures;
  readonly #search: Search;
  #tree: Tree = treeOf(roots);
  /** What a search has found, in place of the tree. */
  #found: { readonly tree: Tree; readonly where: ReadonlyMap<string, readonly string[]> } | undefined;
  #first: 'loading' | 'there' | Failure = 'loading';

  constructor(options: PickerOptions, tray: OpenTray, texts: OpcUaTexts) {
    this.#options = options;
    this.#tray = tray;
    this.#texts = texts;
    this.#asking = new Asking(options.connection, tray.signal);
    this.#details = new DetailsInSight((addresses) => this.#asking.details(addresses), {
      signal: tray.signal,
      changed: () => this.#draw(),
    });
    const open = (key: string): void => void this.#open(key);
    const close = (key: string): void => this.#change((tree) => closed(tree, key));
    const toggle = (line: Line): void => this.#toggle(line);
    this.#lineView = {
      several: options.several,
      mayChoose: (node) => this.#mayChoose(node),
      isChosen: (line) => this.#isChosen(line),
      detailsOf: (address) => this.#details.of(address),
      whereOf: (address) => this.#found?.where.get(address),
      open,
      close,
      toggle,
      retry: (key) => void this.#load(key),
    };
    this.#view = new TreeView({
      id: 'mw-opcua-picker-tree',
      label: texts('picker.tree'),
      several: options.several,
      line: (line) => lineTemplate(line, this.#lineView),
      isChosen: (line) => this.#isChosen(line),
      go: (key) => this.#change((tree) => activated(tree, key)),
      open,
      close,
      toggle,
      enter: (line) => this.#enter(line),
      seen: (lines) => this.#details.want(variablesIn(lines)),
    });
    this.#signatures = new Signatures(this.#asking, () => this.#draw());
    this.#search = new Search(this.#asking, {
      classes: options.classes,
      signal: tray.signal,
      texts,
      show: (found) => this.#showFound(found),
      changed: () => this.#draw(),
    });
  }

  async start(): Promise<void> {
    this.#first = 'loading';
    this.#draw();
    const result = await this.#asking.below(objects);
    if (this.#tray.signal.aborted) return;
    if (!result.ok) {
      this.#first = result.failure;
      this.#draw();
      return;
    }
    const { nodes, truncated } = result.value;
    this.#first = 'there';
    this.#tree = loaded(opened(treeOf(roots), objects), objects, nodes, truncated);
    this.#draw();
    this.#view.focus();
    if (this.#options.now) await this.#reveal(this.#options.now);
  }

  get #shown(): Tree {
    return this.#found?.tree ?? this.#tree;
  }

  #change(change: (tree: Tree) => Tree): void {
    const tree = change(this.#shown);
    if (this.#found) this.#found = { ...this.#found, tree };
    else this.#tree = tree;
    this.#draw();
  }

  async #open(key: string): Promise<void> {
    this.#change((tree) => opened(tree, key));
    if (isUnknown(this.#shown, key)) await this.#load(key);
  }

  /** Asks for what is below a place. The tree that was shown then may be another one when the answer comes. */
  async #load(key: string): Promise<void> {
    const place = placeAt(this.#shown, key);
    if (place === undefined) return;
    const isFound = this.#found !== undefined;
    const change = (then: (tree: Tree) => Tree): void => {
      if (!isFound) this.#tree = then(this.#tree);
      else if (this.#found) this.#found = { ...this.#found, tree: then(this.#found.tree) };
      this.#draw();
    };
    change((tree) => loading(tree, key));
    const result = await this.#asking.below(place.node.address);
    if (this.#tray.signal.aborted) return;
    change((tree) =>
      result.ok
        ? loaded(tree, key, result.value.nodes, result.value.truncated)
        : failed(tree, key, failureText(result.failure, this.#texts)),
    );
  }

  /** Opens all that is above a node, and goes there. */
  async #reveal(address: string): Promise<void> {
    const way = await this.#asking.wayTo(address);
    const start = way.findIndex((node) => node.address === objects);
    if (start < 0 || this.#tray.signal.aborted) return;
    let key = objects;
    for (const node of way.slice(start + 1)) {
      if (!this.#tree.open.has(key)) this.#tree = opened(this.#tree, key);
      if (isUnknown(this.#tree, key)) await this.#load(key);
      const next = placeAt(this.#tree, keyBelow(key, node));
      if (next === undefined || this.#tray.signal.aborted) return;
      key = next.key;
    }
    this.#change((tree) => activated(tree, key));
  }

  #mayChoose(node: PickedNode): boolean {
    return node.elsewhere !== true && this.#options.classes.some((name) => name === node.class);
  }

  #isChosen(line: Line): boolean | undefined {
    if (line.kind !== 'place' || !this.#mayChoose(line.place.node)) return undefined;
    return this.#options.several
      ? this.#shown.chosen.has(line.place.node.address)
      : line.key === this.#shown.active;
  }

  /** A place is chosen or no longer; an open folder with all that can be chosen right below it. */
  #toggle(line: Line): void {
    if (line.kind !== 'place' || !this.#options.several) {
      this.#enter(line);
      return;
    }
    const { place } = line;
    if (this.#mayChoose(place.node)) {
      this.#change((tree) => activated(toggled(tree, place, true), line.key));
      return;
    }
    const below = this.#shown.below.get(line.key);
    if (line.isOpen !== true || below?.kind !== 'known') return;
    const inside = below.places.filter(({ node }) => this.#mayChoose(node));
    const all = inside.every(({ node }) => this.#shown.chosen.has(node.address));
    this.#change((tree) =>
      inside
        .filter(({ node }) => all || !tree.chosen.has(node.address))
        .reduce((changed, each) => toggled(changed, each, true), tree),
    );
  }

  #enter(line: Line): void {
    if (line.kind === 'failed') void this.#load(line.parent);
    if (line.kind !== 'place') return;
    if (this.#mayChoose(line.place.node)) {
      if (this.#options.several) this.#toggle(line);
      else this.#take();
    } else if (line.isOpen === true) this.#change((tree) => closed(tree, line.key));
    else if (line.isOpen === false) void this.#open(line.key);
  }

  #take(): void {
    const places = this.#chosen();
    const parents = this.#tree;
    const picked = places.map((place): Picked => {
      const parent = place.parent === undefined ? undefined : placeAt(parents, place.parent)?.node;
      const details = this.#details.of(place.node.address);
      return { node: place.node, ...(parent && { parent }), ...(details && { details }) };
    });
    this.#tray.close();
    this.#options.take(picked);
  }

  #chosen(): readonly Place[] {
    const tree = this.#shown;
    if (this.#options.several) return [...tree.chosen.values()];
    const place = tree.active === undefined ? undefined : placeAt(tree, tree.active);
    return place !== undefined && this.#mayChoose(place.node) ? [place] : [];
  }

  /** What a search has found stands in place of the tree; what is chosen stays chosen in both. */
  #showFound(found: readonly Found[] | undefined): void {
    const { chosen } = this.#shown;
    this.#tree = { ...this.#tree, chosen };
    this.#found = found && {
      tree: { ...treeOf(found), chosen },
      where: new Map(found.map(({ address, where }) => [address, where])),
    };
    this.#draw();
  }

  async #refresh(): Promise<void> {
    this.#details.forget();
    this.#signatures.forget();
    const { open } = this.#shown;
    for (const key of open) await this.#load(key);
  }

  #draw(): void {
    if (this.#tray.signal.aborted) return;
    if (this.#first !== 'there') {
      this.#tray.show(beforeTree(this.#first, this.#texts, () => void this.start()));
      return;
    }
    const tree = this.#shown;
    this.#tray.show(html`<div class="mw-opcua-picker">
      ${head(this.#search, this.#texts, {
        several: this.#options.several,
        leave: () => this.#view.focus(),
        refresh: () => void this.#refresh(),
      })}
      ${this.#view.element}
      <div class="mw-opcua-picked">${this.#picked()}</div>
    </div>`);
    this.#view.update(linesOf(tree), tree.active);
    const count = this.#chosen().length;
    this.#tray.setPrimary({
      label: this.#options.several ? this.#texts.counted('picker.take', count) : this.#texts('picker.choose'),
      disabled: count === 0,
      run: () => this.#take(),
    });
  }

  /** What is to be said of the active node. */
  #picked(): TemplateResult | typeof nothing {
    const { active } = this.#shown;
    const node = active === undefined ? undefined : placeAt(this.#shown, active)?.node;
    if (node === undefined) return nothing;
    const signature = node.class === 'Method' ? this.#signatures.of(node.address) : '';
    return foot(node, this.#details.of(node.address), signature, this.#texts);
  }
}

const variablesIn = (lines: readonly Line[]): readonly string[] =>
  lines.flatMap((line) =>
    line.kind === 'place' && line.place.node.class === 'Variable' && line.place.node.elsewhere !== true
      ? [line.place.node.address]
      : [],
  );
