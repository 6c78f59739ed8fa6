import { editorErrors } from './failure.ts';
import { fill, type TextFinder } from './text.ts';
import { type Words, words } from './words.ts';

/** Something that the server tells with a code: an error's answer, a notice, a warning. */
export interface Told {
  readonly code: string;
  readonly message: string;
  readonly details?: object | undefined;
}

/** Codes that any plugin may meet, hence with words of this package. */
const sharedTexts: Readonly<Record<string, keyof Words>> = {
  [editorErrors.unreachable.code]: 'unreachable',
  [editorErrors.timedOut.code]: 'timedOut',
  [editorErrors.unexpectedAnswer.code]: 'unexpectedAnswer',
  [editorErrors.notAllowed.code]: 'notAllowedText',
  'runtime.busy': 'busy',
  'runtime.cross-site': 'crossSite',
  'runtime.flows-invalid': 'flowsInvalid',
  'runtime.flows-too-deep': 'flowsTooDeep',
  'runtime.interceptor-failed': 'interceptorFailed',
  'runtime.interceptor-timeout': 'interceptorTimeout',
  'runtime.note-malformed': 'noteMalformed',
  'runtime.note-too-long': 'noteTooLong',
};

/** What the server calls by names of its own, in words. */
const nameTexts: Readonly<Record<string, keyof Words>> = {
  anyone: 'actorAnyone',
  'the system': 'actorSystem',
  flows: 'lockFlows',
  modules: 'lockModules',
  settings: 'lockSettings',
  'flows.deploy': 'operationDeploy',
  'flows.reload': 'operationReload',
  'flows.setState': 'operationState',
  'nodes.install': 'operationInstall',
  'nodes.remove': 'operationUninstall',
  'nodes.module.set': 'operationEnable',
  'nodes.info.set': 'operationEnable',
  'settings.update': 'operationSettings',
  'flow.add': 'operationFlow',
  'flow.update': 'operationFlow',
  'flow.remove': 'operationFlow',
};

/** The words for an actor without a name, a lock or an operation, or its name where there are none. */
export function nameText(name: string): string {
  const key = nameTexts[name];
  return key === undefined ? name : words()[key];
}

/** The text of this package for a code; undefined where it has none, or a detail is missing. */
export function sharedText({ code, details }: Told, locale: string): string | undefined {
  const key = sharedTexts[code];
  if (key === undefined) return undefined;
  const values = scalars(details);
  const { lock, operation, by, since } = values;
  const named = {
    ...values,
    ...(typeof lock === 'string' ? { lock: nameText(lock) } : {}),
    ...(typeof operation === 'string' ? { operation: nameText(operation) } : {}),
    ...(typeof by === 'string' ? { by: nameText(by) } : {}),
    ...(typeof since === 'string' ? { since: clockTime(since, locale) } : {}),
  };
  return filled(fill(words()[key], named, locale));
}

/**
 * What the server tells, in the user's language: the plugin's own text for the code (`error.<code>`), filled with the
 * details, or the server's English where there is no text or a detail is missing.
 */
export function toldText({ code, message, details }: Told, texts: TextFinder): string {
  return ownText({ code, message, details }, texts) ?? message;
}

/** The same where it is not known whose code it is. */
export function textAmong(told: Told, all: Iterable<TextFinder>, locale: string): string {
  const shared = sharedText(told, locale);
  if (shared !== undefined) return shared;
  for (const texts of all) {
    const own = ownText(told, texts);
    if (own !== undefined) return own;
  }
  return told.message;
}

function ownText(told: Told, texts: TextFinder): string | undefined {
  return texts.tell?.(told) ?? filled(texts.find(`error.${told.code}`, scalars(told.details)));
}

const filled = (text: string | undefined): string | undefined =>
  text === undefined || /__\w+__/.test(text) ? undefined : text;

/** `14:02:03`, in the user's zone, for a time as the server writes it (ISO 8601). */
export function clockTime(iso: string, locale: string): string {
  const milliseconds = Date.parse(iso);
  return Number.isNaN(milliseconds) ? iso : new Date(milliseconds).toLocaleTimeString(locale);
}

function scalars(details: object = {}): Record<string, string | number> {
  const entries = Object.entries(details).filter(
    (entry): entry is [string, string | number] =>
      typeof entry[1] === 'string' || typeof entry[1] === 'number',
  );
  return Object.fromEntries(entries);
}
