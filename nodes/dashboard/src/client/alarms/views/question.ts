import { longestNote } from '@millwright/schema';
import { h, type VNode } from 'vue';
import { needsReason } from '../model/commands.ts';
import type { Question } from '../model/question.ts';
import { chooser, typedIn } from './head.ts';
import type { Words } from './row.ts';

export interface QuestionTerms extends Words {
  readonly id: string;
  readonly question: Question;
  /** Why the command cannot be given now; undefined where it can. */
  readonly hindrance: string | undefined;
  fill(filled: Question['filled']): void;
  give(): void;
  cancel(): void;
}

/** More names than these would hide the buttons. */
const mostNames = 5;

/** The form in front of a command. */
export function questionForm(terms: QuestionTerms): VNode {
  const { id, question, hindrance, texts, times, fill, give, cancel } = terms;
  const { kind, entries, choices, filled, lacksReason } = question;
  const isReason = needsReason(kind);
  const hidden = entries.length - mostNames;
  const submit = (event: Event): void => {
    event.preventDefault();
    give();
  };
  return h('form', { onSubmit: submit, novalidate: true }, [
    h('h2', { id: `${id}-question` }, texts.counted(`ask.${kind}`, entries.length)),
    h('ul', [
      ...entries.slice(0, mostNames).map(({ id: key, text }) => h('li', { key }, text)),
      ...(hidden > 0 ? [h('li', texts.counted('more-refused', hidden))] : []),
    ]),
    ...(kind === 'shelve'
      ? [
          h('label', [
            texts('duration'),
            chooser(
              texts('duration'),
              String(filled.duration),
              choices.map((time) => [String(time), times.span(time)] as const),
              (duration) => fill({ ...filled, duration: Number(duration) }),
            ),
          ]),
          h('label', { class: 'mw-al-check' }, [
            h('input', {
              type: 'checkbox',
              checked: filled.oneShot,
              onChange: () => fill({ ...filled, oneShot: !filled.oneShot }),
            }),
            texts('one-shot'),
          ]),
        ]
      : []),
    h('label', { for: `${id}-note` }, texts(isReason ? 'reason' : 'note')),
    h('textarea', {
      id: `${id}-note`,
      rows: 2,
      maxlength: longestNote,
      value: filled.note,
      'aria-required': isReason,
      'aria-invalid': lacksReason,
      ...(lacksReason && { 'aria-describedby': `${id}-lack` }),
      onInput: (event: Event) => fill({ ...filled, note: typedIn(event) }),
    }),
    ...(lacksReason
      ? [h('p', { id: `${id}-lack`, class: 'mw-al-fault', role: 'alert' }, texts('reason-needed'))]
      : []),
    // The list with its notices is out of reach while a dialog is open.
    ...(hindrance === undefined
      ? []
      : [
          h(
            'p',
            { id: `${id}-hindrance`, class: 'mw-al-fault', role: 'alert' },
            texts('hindrance.told', { reason: hindrance }),
          ),
        ]),
    h('div', { class: 'mw-al-buttons' }, [
      h(
        'button',
        {
          type: 'submit',
          class: 'mw-al-primary',
          disabled: hindrance !== undefined,
          ...(hindrance !== undefined && { 'aria-describedby': `${id}-hindrance` }),
        },
        texts(`command.${kind}`),
      ),
      h('button', { type: 'button', onClick: cancel }, texts('cancel')),
    ]),
  ]);
}
