import * as v from 'valibot';
import { type Destination, destination, type EventClass } from '../../common/settings.ts';

export type Kind = Destination['kind'];
export const kinds = ['file', 'syslog', 'mqtt', 'webhook'] as const satisfies readonly Kind[];

/** A destination as it is typed: fields of all kinds, of which those of its own count. */
export interface DestinationDraft {
  readonly id: string;
  readonly kind: Kind;
  readonly name: string;
  readonly enabled: boolean;
  readonly classes: readonly EventClass[];
  readonly anchor: boolean;
  readonly directory: string;
  readonly host: string;
  readonly port: string;
  readonly transport: Transport;
  readonly facility: number;
  readonly url: string;
  readonly topic: string;
  readonly user: string;
  readonly secret: SecretDraft;
  readonly authority: string;
}

export type Transport = Extract<Destination, { kind: 'syslog' }>['transport'];

/** A secret is written and never read back: all that is known is whether there is one, and for which address. */
export interface SecretDraft {
  /** The address that the one on the server was given for; undefined: there is none. */
  readonly kept: string | undefined;
  readonly typed: string;
  readonly remove: boolean;
}

export const textFields = ['name', 'directory', 'host', 'port', 'url', 'topic', 'user', 'authority'] as const;
export type TextField = (typeof textFields)[number];
export type DestinationProblem = 'needed' | 'wrong' | 'again';
export type DestinationProblems = Readonly<
  Partial<Record<TextField | 'secret' | 'what', DestinationProblem>>
>;

export type ReadDestination =
  | { readonly ok: true; readonly destination: Destination }
  | { readonly ok: false; readonly problems: DestinationProblems };

/** By RFC 5424's transports: where receivers listen unless they are told otherwise. */
export const usualPorts: Readonly<Record<Transport, string>> = { udp: '514', tcp: '514', tls: '6514' };

const logAudit = 13;

/** @param name what it is called at first */
export function newDestination(kind: Kind, id: string, name: string): DestinationDraft {
  return {
    id,
    kind,
    name,
    enabled: true,
    classes: ['change', 'log-in', 'system'],
    anchor: true,
    directory: '',
    host: '',
    port: usualPorts.tcp,
    transport: 'tcp',
    facility: logAudit,
    url: '',
    topic: 'millwright/audit',
    user: '',
    secret: { kept: undefined, typed: '', remove: false },
    authority: '',
  };
}

export function destinationDraft(saved: Destination): DestinationDraft {
  const { id, kind, name, enabled, classes, anchor } = saved;
  const common = { ...newDestination(kind, id, name), enabled, classes, anchor };
  switch (saved.kind) {
    case 'file':
      return { ...common, directory: saved.directory };
    case 'syslog': {
      const { host, port, transport, facility, authority = '' } = saved;
      return { ...common, host, port: String(port), transport, facility, authority };
    }
    case 'webhook': {
      const { url, token, authority = '' } = saved;
      return { ...common, url, authority, secret: keptSecret(token, url) };
    }
    case 'mqtt': {
      const { url, topic, user = '', password, authority = '' } = saved;
      return { ...common, url, topic, user, authority, secret: keptSecret(password, url) };
    }
  }
}

/** An answer says with `null` that there is one. */
const keptSecret = (answered: string | null | undefined, url: string): SecretDraft => ({
  kept: answered === undefined ? undefined : url,
  typed: '',
  remove: false,
});

/** What the draft says, or what is wrong with it. */
export function readDestination(draft: DestinationDraft): ReadDestination {
  const read = typedValue(draft);
  const problems: Partial<Record<keyof DestinationProblems, DestinationProblem>> = {};
  const checked = v.safeParse(destination, read);
  for (const issue of checked.issues ?? []) {
    const field = problemField(String(issue.path?.[0]?.key));
    problems[field] ??= isEmpty(draft, field) ? 'needed' : 'wrong';
  }
  if (draft.classes.length === 0 && !draft.anchor) problems.what = 'needed';
  if (hasSecret(draft.kind) && needsAgain(draft)) problems.secret = 'again';
  if (!checked.success || Object.keys(problems).length > 0) return { ok: false, problems };
  return { ok: true, destination: checked.output };
}

/** Another address must not be sent a secret that was given for the former one. */
function needsAgain({ secret: { kept, typed, remove }, url }: DestinationDraft): boolean {
  return kept !== undefined && kept !== url.trim() && typed === '' && !remove;
}

/** Whether what is sent can be read on the way; where it cannot, the receiver shows a certificate. */
export function isEncrypted({ kind, transport, url }: DestinationDraft): boolean {
  return kind === 'syslog' ? transport === 'tls' : /^(https|mqtts):/i.test(url.trim());
}

export const hasSecret = (kind: Kind): boolean => kind === 'webhook' || kind === 'mqtt';

function typedValue(draft: DestinationDraft): unknown {
  const { id, kind, name, enabled, classes, anchor } = draft;
  const common = { id, kind, name: name.trim(), enabled, classes, anchor };
  const given = isEncrypted(draft) ? draft.authority.trim() : '';
  const authority = given === '' ? {} : { authority: given };
  const url = draft.url.trim();
  switch (kind) {
    case 'file':
      return { ...common, directory: draft.directory.trim() };
    case 'syslog': {
      const { host, port, transport, facility } = draft;
      const number = /^\d+$/.test(port.trim()) ? Number(port) : Number.NaN;
      return { ...common, host: host.trim(), port: number, transport, facility, ...authority };
    }
    case 'webhook':
      return { ...common, url, ...secretOf(draft, 'token'), ...authority };
    case 'mqtt': {
      const user = draft.user.trim() === '' ? {} : { user: draft.user.trim() };
      return {
        ...common,
        url,
        topic: draft.topic.trim(),
        ...user,
        ...secretOf(draft, 'password'),
        ...authority,
      };
    }
  }
}

/** Absent: it stays as it is. Empty: it goes. */
function secretOf({ secret: { typed, remove } }: DestinationDraft, field: 'token' | 'password'): object {
  if (remove) return { [field]: '' };
  return typed === '' ? {} : { [field]: typed };
}

function problemField(key: string): keyof DestinationProblems {
  if (key === 'token' || key === 'password') return 'secret';
  return textFields.find((field) => field === key) ?? 'what';
}

function isEmpty(draft: DestinationDraft, field: keyof DestinationProblems): boolean {
  return field === 'what' || (field !== 'secret' && draft[field].trim() === '');
}

/** The draft with another transport; a port that is the usual one goes with it. */
export function withTransport(draft: DestinationDraft, transport: Transport): DestinationDraft {
  const usual = draft.port.trim() === usualPorts[draft.transport];
  return { ...draft, transport, ...(usual ? { port: usualPorts[transport] } : {}) };
}

/** Where it goes, in one line: never a secret. */
export function addressOf(saved: Destination): string {
  switch (saved.kind) {
    case 'file':
      return saved.directory;
    case 'syslog':
      return `${saved.transport}://${saved.host}:${saved.port}`;
    case 'webhook':
      return saved.url;
    case 'mqtt':
      return `${saved.url} ${saved.topic}`;
  }
}
