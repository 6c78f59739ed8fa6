import {
  call,
  html,
  installStyle,
  nothing,
  type OpenTray,
  openTray,
  type TemplateResult,
} from '@millwright/editor';
import { baseEventType, conditionType, fieldsOfKnownType, knownEventTypes } from '@millwright/opcua';
import { browseRoutes } from '../../common/browse-routes.ts';
import { pluginTexts } from '../texts.ts';

export interface ChosenField {
  readonly name: string;
  readonly path: string;
  /** Empty where the specification has the field. */
  readonly type: string;
  readonly attribute?: 'NodeId';
}

export interface ChooserOptions {
  /** The configuration node of the connection, as the dialog has it. */
  readonly connection: string;
  /** The names of fields that are there already. */
  readonly taken: ReadonlySet<string>;
  take(fields: readonly ChosenField[]): void;
}

interface ShownType {
  readonly address: string;
  readonly name: string;
}

const style = `
.mw-opcua-events { display: flex; flex-direction: column; gap: 8px; padding: 12px; color: var(--red-ui-primary-text-color); container-type: inline-size; }
.mw-opcua-events select { width: 100%; margin: 0; box-sizing: border-box; }
.mw-opcua-events fieldset { margin: 0; padding: 0; border: 0; min-width: 0; }
.mw-opcua-events .mw-opcua-events-field { display: flex; align-items: center; gap: 8px; margin: 0; padding: 4px 2px; font-size: 13px; overflow-wrap: anywhere; }
.mw-opcua-events .mw-opcua-events-field input { flex: none; width: auto; margin: 0; }
.mw-opcua-events .mw-opcua-events-said { min-height: 18px; margin: 0; border: 0; font-size: 12px; line-height: 18px; color: var(--red-ui-secondary-text-color); overflow-wrap: anywhere; }
`;

/** Opens the fields of events by their types, to choose from. It needs no server; one that is deployed brings its own types. */
export function openFieldChooser(options: ChooserOptions): void {
  installStyle(style);
  const title = pluginTexts()('events.title');
  const tray = openTray({ title, label: title, width: 480, focus: 'select' });
  new Chooser(options, tray).start();
}

class Chooser {
  readonly #options: ChooserOptions;
  readonly #tray: OpenTray;
  readonly #chosen = new Map<string, ChosenField>();
  #types: readonly ShownType[] = knownEventTypes;
  #type = baseEventType;
  /** Of types of the server, by address. */
  readonly #found = new Map<string, readonly ChosenField[]>();
  #said = '';

  constructor(options: ChooserOptions, tray: OpenTray) {
    this.#options = options;
    this.#tray = tray;
  }

  start(): void {
    this.#draw();
    void this.#ask(this.#type);
  }

  /** What the server has of a type: its own fields, and the types below it. */
  async #ask(type: string): Promise<void> {
    const { connection } = this.#options;
    if (connection === '' || this.#found.has(type)) return;
    const result = await call(
      browseRoutes.eventType,
      { body: { connection, type } },
      { timeout: 60_000, signal: this.#tray.signal },
    );
    if (this.#tray.signal.aborted) return;
    if (!result.ok) {
      this.#said = pluginTexts()('events.onlyKnown');
      this.#draw();
      return;
    }
    const { fields, types } = result.value;
    this.#found.set(
      type,
      fields.map(({ name, path }) => ({ name, path, type })),
    );
    const known = new Set(this.#types.map(({ address }) => address));
    this.#types = [...this.#types, ...types.filter(({ address }) => !known.has(address))];
    this.#draw();
  }

  #fields(): readonly ChosenField[] {
    const inherited = knownEventTypes.some(({ address }) => address === this.#type)
      ? this.#type
      : baseEventType;
    const known = fieldsOfKnownType(inherited).map((path) => ({ name: nameOf(path), path, type: '' }));
    const isCondition = known.some(({ path }) => path === 'ConditionName');
    const identity: ChosenField = {
      name: 'ConditionId',
      path: '',
      type: conditionType,
      attribute: 'NodeId',
    };
    const paths = new Set(known.map(({ path }) => path));
    const own = (this.#found.get(this.#type) ?? []).filter(({ path }) => !paths.has(path));
    return [...known, ...(isCondition ? [identity] : []), ...own];
  }

  #draw(): void {
    this.#tray.show(this.#view());
    this.#tray.setPrimary({
      label: pluginTexts().counted('events.take', this.#chosen.size),
      disabled: this.#chosen.size === 0,
      run: () => {
        this.#options.take([...this.#chosen.values()]);
        this.#tray.close();
      },
    });
  }

  #view(): TemplateResult {
    const texts = pluginTexts();
    return html`<div class="mw-opcua-events">
      <label for="mw-opcua-events-type">${texts('events.type')}</label>
      <select
        id="mw-opcua-events-type"
        .value=${this.#type}
        @change=${(event: Event) => this.#choose((event.target as HTMLSelectElement).value)}
      >
        ${this.#types.map(
          ({ address, name }) =>
            html`<option value=${address} ?selected=${address === this.#type}>${name}</option>`,
        )}
      </select>
      <fieldset>
        <legend class="mw-opcua-events-said">${texts('events.fields')}</legend>
        ${this.#fields().map((field) => this.#line(field))}
      </fieldset>
      <p class="mw-opcua-events-said" role="status">${this.#said === '' ? nothing : this.#said}</p>
    </div>`;
  }

  #line(field: ChosenField): TemplateResult {
    const isTaken = this.#options.taken.has(field.name);
    return html`<label class="mw-opcua-events-field">
      <input
        type="checkbox"
        .checked=${isTaken || this.#chosen.has(field.name)}
        ?disabled=${isTaken}
        @change=${() => this.#toggle(field)}
      />
      <span>${field.path === '' ? field.name : field.path}</span>
    </label>`;
  }

  #choose(type: string): void {
    this.#type = type;
    this.#draw();
    void this.#ask(type);
  }

  #toggle(field: ChosenField): void {
    if (!this.#chosen.delete(field.name)) this.#chosen.set(field.name, field);
    this.#draw();
  }
}

/** `EnabledState/Id` becomes `EnabledState.Id`; the namespace of a name is left out. */
const nameOf = (path: string): string => path.replaceAll('/', '.');
