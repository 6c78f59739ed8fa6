import { fitsNote, longestNote } from '@millwright/schema';
import { red } from '../red.ts';
import { installStyle } from '../style.ts';
import { html, nothing, render, type TemplateResult } from '../template.ts';
import { editorLocale, fill } from '../text.ts';
import { words } from '../words.ts';
import { type PartToDeploy, partsToDeploy } from './changes.ts';
import { noteStyle } from './style.ts';

export interface NoteField {
  /** What stands in it, without blanks at its ends. */
  text(): string;
  /** How many characters it must have; 0 where it may be left empty. */
  require(minLength: number): void;
  /** Whether it is shorter than that. */
  isMissing(): boolean;
  /** Opens it, and says what is missing. */
  ask(): void;
  /** A deploy went with this note. What was typed since stays. */
  deployed(text: string): void;
  remove(): void;
}

const listed = 8;
const symbols = { added: '+', changed: '~', removed: '−' } as const;

/** Puts the field into Node-RED's header, left of its Deploy button. */
export function createNoteField(): NoteField {
  installStyle(noteStyle);
  const element = document.createElement('li');
  element.className = 'mw-note';
  let open = false;
  let required = 0;
  let asked = false;
  let parts: readonly PartToDeploy[] = [];

  const input = (): HTMLInputElement | null => element.querySelector('input');
  const text = (): string => input()?.value.trim() ?? '';
  const isMissing = (): boolean => [...text()].length < required;
  const draw = (): void => {
    const missing = isMissing() ? required : 0;
    const filled = text() !== '' && missing === 0;
    render(
      noteTemplate({ open, parts, filled, required: required > 0, missing, asked, unfold, onInput, onFocus }),
      element,
    );
  };
  const look = (): void => {
    if (!open) return;
    parts = partsToDeploy();
    draw();
  };
  const unfold = (): void => {
    open = true;
    look();
    input()?.focus();
  };
  const onFocus = (): void => {
    open = true;
    look();
  };
  const onInput = (): void => {
    const field = input();
    // Some scripts take more room in a header than others.
    while (field && !fitsNote(field.value)) field.value = field.value.slice(0, -1);
    draw();
  };
  const leave = (): void => {
    open = asked = false;
    draw();
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    if (event.key === 'Escape') input()?.blur();
    else if (event.key === 'Enter' && event.target === input()) deployButton()?.click();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  element.addEventListener('keydown', onKey);
  element.addEventListener('focusout', ({ relatedTarget }) => {
    if (!(relatedTarget instanceof Node && element.contains(relatedTarget))) leave();
  });
  const { events } = red();
  const changes = ['workspace:dirty', 'flows:change', 'subflows:change'];
  for (const event of changes) events.on(event, look);
  draw();
  deployButton()?.closest('li')?.before(element);
  return {
    text,
    isMissing,
    require(minLength) {
      required = minLength;
      draw();
    },
    ask() {
      asked = true;
      unfold();
    },
    deployed(sent) {
      const field = input();
      if (field && text() === sent) field.value = '';
      field?.blur();
      draw();
    },
    remove() {
      for (const event of changes) events.off(event, look);
      element.remove();
    },
  };
}

function deployButton(): HTMLElement | null {
  return document.getElementById('red-ui-header-button-deploy');
}

interface NoteView {
  readonly open: boolean;
  readonly parts: readonly PartToDeploy[];
  readonly filled: boolean;
  readonly required: boolean;
  /** How many characters it needs, where it has fewer; else 0. */
  readonly missing: number;
  /** Somebody wanted to deploy without. */
  readonly asked: boolean;
  unfold(): void;
  onInput(): void;
  onFocus(): void;
}

/** In narrow windows the button stands for the field until that is unfolded. */
function noteTemplate(view: NoteView): TemplateResult {
  const { open, parts, filled, required, missing, asked, unfold, onInput, onFocus } = view;
  const { deployNote, deployNoteLabel, deployNoteGiven, deployNoteRequired, deployNoteRequiredLabel } =
    words();
  const name = required ? deployNoteRequired : deployNote;
  return html`<button
      type="button"
      class="mw-note-button ${missing > 0 ? 'mw-note-missing' : ''}"
      title=${filled ? deployNoteGiven : name}
      aria-label=${filled ? deployNoteGiven : name}
      aria-expanded=${open}
      @click=${unfold}
    >
      <i class="fa ${filled ? 'fa-commenting' : 'fa-commenting-o'}" aria-hidden="true"></i>
    </button>
    <span class="mw-note-unfolding ${open ? 'mw-note-open' : ''}">
      <input
        type="text"
        maxlength=${longestNote}
        autocomplete="off"
        placeholder=${name}
        aria-label=${required ? deployNoteRequiredLabel : deployNoteLabel}
        aria-required=${required}
        aria-invalid=${asked && missing > 0}
        aria-describedby="mw-note-changes"
        @input=${onInput}
        @focus=${onFocus}
      />
      <span class="mw-note-changes" id="mw-note-changes" ?hidden=${!open}>${open ? html`${needs(missing, asked)}${changes(parts)}` : nothing}</span>
    </span>`;
}

function needs(missing: number, asked: boolean): TemplateResult | typeof nothing {
  if (missing === 0) return nothing;
  const text = fill(words().deployNoteMissing, { count: missing }, editorLocale());
  return html`<span class="mw-note-needs" role=${asked ? 'alert' : nothing}>${text}</span>`;
}

function changes(parts: readonly PartToDeploy[]): TemplateResult {
  const { deployNoteNothing, deployNoteChanges, deployNoteHint, deployNoteMore } = words();
  if (parts.length === 0) return html`<span class="mw-note-hint">${deployNoteNothing}</span>`;
  const more = parts.length - listed;
  return html`<b>${deployNoteChanges}</b>
    ${parts.slice(0, listed).map((part) => html`<span class="mw-note-part"><span aria-hidden="true">${symbols[part.state]}</span> ${partText(part)}</span>`)}
    ${more > 0 ? html`<span class="mw-note-part">${fill(deployNoteMore, { count: more }, editorLocale())}</span>` : nothing}
    <span class="mw-note-hint">${deployNoteHint}</span>`;
}

function partText({ kind, state, label }: PartToDeploy): string {
  if (kind === 'configuration') return words().deployNoteOther;
  const name = label || words()[kind === 'tab' ? 'unnamedTab' : 'unnamedSubflow'];
  if (state === 'changed') return name;
  return fill(words()[state === 'added' ? 'deployNoteAdded' : 'deployNoteRemoved'], { name }, editorLocale());
}
