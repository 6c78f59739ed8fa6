import {
  fieldValue,
  html,
  nothing,
  type TemplateResult,
  type TextInput,
  textArea,
  textInput,
  tick,
  trayField,
} from '@millwright/editor';
import type { AuditTexts } from '../texts.ts';
import {
  type DestinationDraft,
  type DestinationProblems,
  isEncrypted,
  type TextField,
  type Transport,
  withTransport,
} from './draft.ts';
import { facilities } from './facilities.ts';

export interface FieldsContext {
  readonly draft: DestinationDraft;
  readonly problems: DestinationProblems;
  readonly texts: AuditTexts;
  change(draft: DestinationDraft): void;
}

/** The fields that destinations of this kind have. */
export function kindFields(context: FieldsContext): TemplateResult {
  const { draft, texts } = context;
  switch (draft.kind) {
    case 'file':
      return text(context, 'directory', 1000, { placeholder: '/mnt/archive/audit' });
    case 'syslog':
      return html`<div class="mw-columns">
          ${text(context, 'host', 253, { placeholder: 'siem.example.com' })}
          ${text(context, 'port', 5, { numeric: true })}
          ${transport(context)}
        </div>
        ${facility(context)} ${authority(context)}`;
    case 'webhook':
      return html`${text(context, 'url', 2000, { placeholder: 'https://collector.example.com/audit', hint: encryption(draft, texts) })}
        ${secret(context)} ${authority(context)}`;
    case 'mqtt':
      return html`${text(context, 'url', 2000, { placeholder: 'mqtts://broker.example.com:8883', hint: encryption(draft, texts) })}
        ${text(context, 'topic', 200, { hint: texts('destination.topicHint', { topic: draft.topic.trim() }) })}
        ${text(context, 'user', 200)} ${secret(context)} ${authority(context)}`;
  }
}

/** A field of text; what is wrong with it stands below it. */
export function text(
  { draft, problems, texts, change }: FieldsContext,
  field: Exclude<TextField, 'authority'>,
  maxLength: number,
  more: Partial<TextInput> = {},
): TemplateResult {
  const problem = problems[field];
  const label = field === 'url' ? texts('destination.fields.url') : texts(`destination.fields.${field}`);
  return textInput({
    id: `mw-audit-destination-${field}`,
    label,
    value: draft[field],
    maxLength,
    problem: problem === undefined ? undefined : problemText(draft, field, problem, texts),
    hint: field === 'directory' ? texts('destination.directoryHint') : undefined,
    change: (value) => change({ ...draft, [field]: value }),
    ...more,
  });
}

function problemText(
  { kind }: DestinationDraft,
  field: Exclude<TextField, 'authority'>,
  problem: string,
  texts: AuditTexts,
): string {
  if (problem === 'needed') return texts('destination.problems.needed');
  if (field === 'url')
    return texts(kind === 'mqtt' ? 'destination.problems.mqttUrl' : 'destination.problems.url');
  return texts(
    field === 'port' || field === 'topic' ? `destination.problems.${field}` : 'destination.problems.wrong',
  );
}

/** Said where what is sent can be read on the way. */
function encryption(draft: DestinationDraft, texts: AuditTexts): string | undefined {
  return draft.url.trim() === '' || isEncrypted(draft) ? undefined : texts('destination.plain');
}

function transport({ draft, texts, change }: FieldsContext): TemplateResult {
  const id = 'mw-audit-destination-transport';
  const hint = texts(`destination.transports.${draft.transport}`);
  return trayField({
    id,
    label: texts('destination.fields.transport'),
    hint,
    control: html`<select
      id=${id}
      aria-describedby="${id}-hint"
      @change=${(event: Event) => change(withTransport(draft, fieldValue(event) as Transport))}
    >
      ${(['tls', 'tcp', 'udp'] as const).map((each) => html`<option value=${each} .selected=${each === draft.transport}>${each.toUpperCase()}</option>`)}
    </select>`,
  });
}

function facility({ draft, texts, change }: FieldsContext): TemplateResult {
  const id = 'mw-audit-destination-facility';
  return trayField({
    id,
    label: texts('destination.fields.facility'),
    control: html`<select
      id=${id}
      @change=${(event: Event) => change({ ...draft, facility: Number(fieldValue(event)) })}
    >
      ${facilities.map((name, number) => html`<option value=${number} .selected=${number === draft.facility}>${number} ${name}</option>`)}
    </select>`,
  });
}

/** A secret is typed and never shown; one that is there stays unless another is typed, or it is to go. */
function secret({ draft, problems, texts, change }: FieldsContext): TemplateResult {
  const { kept, typed, remove } = draft.secret;
  const set = (more: Partial<DestinationDraft['secret']>): void =>
    change({ ...draft, secret: { ...draft.secret, ...more } });
  const again = problems.secret === undefined ? undefined : texts('destination.problems.again');
  return html`${
    remove
      ? nothing
      : textInput({
          id: 'mw-audit-destination-secret',
          label: texts(draft.kind === 'mqtt' ? 'destination.fields.password' : 'destination.fields.token'),
          type: 'password',
          value: typed,
          maxLength: 10_000,
          problem: again,
          ...(kept === undefined ? {} : { placeholder: texts('destination.stays') }),
          hint: texts(kept === undefined ? 'destination.secretNone' : 'destination.secretKept'),
          change: (value) => set({ typed: value }),
        })
  }
    ${
      kept === undefined
        ? nothing
        : tick({
            id: 'mw-audit-destination-secret-remove',
            label: texts('destination.secretRemove'),
            checked: remove,
            change: (checked) => set({ remove: checked, typed: '' }),
          })
    }`;
}

function authority({ draft, problems, texts, change }: FieldsContext): TemplateResult | typeof nothing {
  if (!isEncrypted(draft)) return nothing;
  return textArea({
    id: 'mw-audit-destination-authority',
    label: texts('destination.fields.authority'),
    hint: texts('destination.authorityHint'),
    problem: problems.authority === undefined ? undefined : texts('destination.problems.wrong'),
    value: draft.authority,
    maxLength: 20_000,
    change: (value) => change({ ...draft, authority: value }),
  });
}
