import { describeChange } from '@millwright/flows';
import type { EventSummary } from '../../common/log.ts';
import type { AuditTexts } from '../texts.ts';
import { toldWords } from './told.ts';

/** What a sentence is made of; what users call things stands out. All of it is plain text. */
export interface Piece {
  readonly text: string;
  readonly strong?: true;
}

/** A row, or a whole event: what is said of it needs no more than a row has. */
export type Said = Pick<
  EventSummary,
  'name' | 'outcome' | 'actor' | 'target' | 'version' | 'reason' | 'rules' | 'data' | 'told'
> & {
  readonly change?:
    | Pick<NonNullable<EventSummary['change']>, 'parts' | 'moreParts' | 'reordered'>
    | undefined;
};

const partsInRow = 3;
/** A place that no text has of its own: names are put where it stands. */
const gap = '\u0000';

/** What something that an event is about is called. */
export function targetName(target: { kind: string; id?: string; name?: string | undefined }): string {
  return target.name || target.id || target.kind;
}

/** Texts are found by the name of an event, with hyphens: its dots would divide the catalogue. */
const keyOf = (name: string): string => name.replaceAll('.', '-');

/** What an event is called where it stands alone: `Install module`; its own name where there are no words for it. */
export function eventName(name: string, texts: AuditTexts): string {
  const text = texts.find(`called.${keyOf(name)}`) ?? texts.find(`event.${keyOf(name)}`, { what: '' });
  return text === undefined ? name : capitalised(tidy(text), texts.locale);
}

/** What happened, and to what: `deployed Oven 3: 2 changed, 1 added`, `was refused: inject Start`. */
export function deed(event: Said, texts: AuditTexts): Piece[] {
  const { told = [] } = event;
  const done = deedAlone(event, texts);
  return told.length === 0 ? done : [...done, { text: `: ${toldWords(told, texts).join(', ')}` }];
}

function deedAlone(event: Said, texts: AuditTexts): Piece[] {
  const { name, outcome } = event;
  const what = whatOf(event, texts);
  const special = specialDeed(event, texts);
  if (special !== undefined) return withWhat(special, what);
  const found = outcome === 'failed' ? texts.find(`found.${keyOf(name)}`, { what: gap }) : undefined;
  if (found !== undefined) return withWhat(found, what);
  const unnamed = what.length === 0 ? texts.find(`unnamed.${keyOf(name)}`) : undefined;
  const text = unnamed ?? texts.find(`event.${keyOf(name)}`, { what: gap }) ?? `${name} ${gap}`;
  const plain = withWhat(text, what);
  if (outcome !== 'success') return [{ text: texts(`row.${outcome ?? 'begun'}`) }, ...plain];
  const done = texts.find(`done.${keyOf(name)}`, { what: gap });
  return done === undefined ? plain : withWhat(done, what);
}

/** What the data of an event say better than its name and its outcome do. */
function specialDeed({ name, outcome, data = {} }: Said, texts: AuditTexts): string | undefined {
  const values = { what: gap };
  if (name === 'audit.gap') {
    const { lost, since } = data;
    if (typeof lost !== 'number' || typeof since !== 'number') return undefined;
    const from = new Date(since).toLocaleString(texts.locale, { dateStyle: 'short', timeStyle: 'medium' });
    return texts.counted('special.gap', lost, { since: from });
  }
  if (outcome !== 'success') return undefined;
  if (name === 'audit.destination.test' && typeof data['reached'] === 'boolean')
    return texts(data['reached'] ? 'special.testReached' : 'special.testNotReached', values);
  if (name === 'debug.set' && typeof data['enabled'] === 'boolean')
    return texts(data['enabled'] ? 'special.debugOn' : 'special.debugOff', values);
  return undefined;
}

/** The same with which rule refused, and why it was done. */
export const sentence = (event: Said, texts: AuditTexts): Piece[] => [
  ...deed(event, texts),
  ...besides(event, texts),
];

/** Pieces as one text. */
export const plainText = (pieces: readonly Piece[]): string => pieces.map(({ text }) => text).join('');

/** The parts of the flows that changed, or else the target; empty where nothing is to be named. */
function whatOf({ change, target, version, name }: Said, texts: AuditTexts): Piece[] {
  if (change !== undefined && change.parts.length > 0) {
    const lines = changeLines(change.parts, texts);
    const pieces = lines
      .slice(0, partsInRow)
      .flatMap((line, index): Piece[] => [
        ...(index === 0 ? [] : [{ text: '; ' }]),
        { text: line.name, strong: true },
        { text: `: ${line.details}` },
      ]);
    const more = lines.length - Math.min(lines.length, partsInRow) + (change.moreParts ?? 0);
    return more > 0 ? [...pieces, { text: `; ${texts.counted('row.more', more)}` }] : pieces;
  }
  if (target?.kind === 'event') return [{ text: ': ' }, { text: eventsText(target.id, texts), strong: true }];
  if (target !== undefined && target.kind !== 'flows') return [{ text: targetName(target), strong: true }];
  if (version !== undefined && name.startsWith('history.')) return [{ text: `#${version}`, strong: true }];
  return [];
}

/** `7`, or `7-12`: as the target of an event that is about others. */
export function eventsText(id: string, texts: AuditTexts): string {
  const [from = id, to] = id.split('-');
  return to === undefined ? texts('row.event', { seq: from }) : texts('row.events', { from, to });
}

/** What happened to each part of the flows, in words. */
export function changeLines(
  parts: NonNullable<Said['change']>['parts'],
  texts: AuditTexts,
): { readonly name: string; readonly details: string }[] {
  const translate = texts as (key: string, values?: Readonly<Record<string, number>>) => string;
  const overviews = parts.map(({ name, formerName, ...rest }) => ({
    ...rest,
    label: name,
    formerLabel: formerName,
  }));
  return describeChange(overviews, translate);
}

/** What else there is to say, each with a dot before it: that only the order changed, which rule refused, why. */
function besides({ change, rules, outcome, reason }: Said, texts: AuditTexts): Piece[] {
  const found: string[] = [];
  if (change?.reordered && change.parts.length === 0) found.push(texts('change.onlyOrder'));
  if (rules?.[0] && outcome === 'refused') found.push(texts('row.rule', { rule: rules[0].rule }));
  if (reason !== undefined) found.push(texts('row.reason', { reason: reason.replace(/\s+/g, ' ').trim() }));
  return found.map((text) => ({ text: ` · ${text}` }));
}

/** A text with pieces in its gap; without any, the gap closes. */
function withWhat(text: string, what: readonly Piece[]): Piece[] {
  const [before = '', after] = text.split(gap);
  if (what.length === 0) return [{ text: tidy(`${before}${after ?? ''}`) }];
  // A text without a gap says enough by itself.
  if (after === undefined) return [{ text: before }];
  return [{ text: before }, ...what, { text: after }].filter((piece) => piece.text !== '');
}

const tidy = (text: string): string => text.replace(/\s+/g, ' ').trim();

const capitalised = (text: string, locale: string): string =>
  text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);
