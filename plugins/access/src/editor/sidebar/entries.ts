import type { Role } from '@millwright/access';
import { dayKey, type Group, type TimeFormat } from '@millwright/editor';
import type { Decided } from '../../common/decisions.ts';
import type { ApiToken, Person } from '../../common/people.ts';
import type { Me } from '../../common/state.ts';
import { rolesGiven } from '../policy/edit.ts';
import type { AccessTexts } from '../texts.ts';
import { actionText } from '../words/action-words.ts';
import { aboutText } from '../words/place-words.ts';
import { descriptionOf } from '../words/role-words.ts';
import type { AccessData, AllOfAccess, LogInSession } from './data.ts';

export const entryKinds = ['people', 'roles', 'tokens', 'sessions', 'decisions'] as const;
export type EntryKind = (typeof entryKinds)[number];

/** What a row opens. */
export type Target =
  | { readonly what: 'me' | 'newPerson' | 'newRole' | 'newToken' }
  | { readonly what: 'subject'; readonly subject: 'everyone' | 'anyone' }
  | { readonly what: 'person'; readonly person: Person }
  | { readonly what: 'role'; readonly role: Role }
  | { readonly what: 'token'; readonly token: ApiToken }
  | { readonly what: 'session'; readonly session: LogInSession }
  | { readonly what: 'decision'; readonly decision: Decided };

export type Tone = 'good' | 'attention' | 'bad' | 'quiet';

/** One row, in words. */
export interface Entry {
  readonly key: string;
  readonly target: Target;
  readonly symbol: string;
  readonly tone: Tone;
  /** What the symbol says, for those who do not see it. */
  readonly state?: string | undefined;
  readonly title: string;
  /** Milliseconds since 1970. */
  readonly time?: number | undefined;
  readonly text: string;
}

export interface EntryFilter {
  readonly text: string;
  /** Empty: all of them. */
  readonly kind: EntryKind | '';
}

export const noFilter: EntryFilter = { text: '', kind: '' };

export interface EntryWords {
  readonly texts: AccessTexts;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** All that there is to see, in groups; only what fits the filter, and no empty group. */
export function entryGroups(data: AccessData, filter: EntryFilter, words: EntryWords): Group<Entry>[] {
  if (!('me' in data) || data.phase === 'off') return [];
  const { texts } = words;
  const groups: Group<Entry>[] = [{ key: 'me', label: texts('group.me'), items: [ownEntry(data.me, texts)] }];
  if (data.phase === 'open') {
    const { all, me } = data;
    const change = me.actions['access.write'] === true;
    const add = (what: 'newPerson' | 'newRole' | 'newToken'): Entry[] =>
      change ? [addEntry(what, texts)] : [];
    const items: Record<EntryKind, Entry[]> = {
      people: [
        ...all.people.map((person) => personEntry(person, words)),
        ...subjects(all, texts),
        ...add('newPerson'),
      ],
      roles: [...all.current.policy.roles.map((role) => roleEntry(role, all, texts)), ...add('newRole')],
      tokens: [...all.tokens.map((token) => tokenEntry(token, words)), ...add('newToken')],
      sessions: all.sessions.map((session) => sessionEntry(session, texts)),
      decisions: all.decisions.map((decision) => decisionEntry(decision, texts)),
    };
    for (const kind of entryKinds)
      groups.push({ key: kind, label: texts(`group.${kind}`), items: items[kind] });
  }
  const wanted = filter.text.toLocaleLowerCase(texts.locale);
  const fits = ({ title, text, state = '' }: Entry): boolean =>
    `${title} ${text} ${state}`.toLocaleLowerCase(texts.locale).includes(wanted);
  return groups
    .filter(({ key }) => filter.kind === '' || key === filter.kind)
    .map((group) => ({ ...group, items: wanted === '' ? group.items : group.items.filter(fits) }))
    .filter(({ items }) => items.length > 0);
}

/** Today's time of day, or the date. */
export function whenText(time: number, now: number, format: TimeFormat): string {
  return dayKey(time) === dayKey(now) ? format.short(time, now) : format.brief(time);
}

const rolesText = (roles: readonly string[], texts: AccessTexts): string =>
  roles.length === 0 ? texts('entry.noRole') : roles.join(', ');

function ownEntry(me: Me, texts: AccessTexts): Entry {
  return {
    key: 'me',
    target: { what: 'me' },
    symbol: '●',
    tone: 'good',
    title: me.name ?? texts('entry.nobody'),
    text: rolesText(me.roles, texts),
  };
}

function personEntry(person: Person, { texts, now }: EntryWords): Entry {
  const { name, roles, lastLogIn, local } = person;
  const locked = isLocked(person, now);
  const state = person.disabled ? texts('entry.disabled') : locked ? texts('entry.locked') : undefined;
  const parts = [state ?? [], rolesText(roles, texts), local ? [] : texts('entry.notLocal')].flat();
  return {
    key: `person:${name}`,
    target: { what: 'person', person },
    symbol: person.disabled ? '○' : locked ? '▲' : '●',
    tone: person.disabled ? 'quiet' : locked ? 'attention' : 'good',
    title: name,
    time: lastLogIn,
    text: parts.join(' · '),
  };
}

export function isLocked({ lockedUntil }: Person, now: number): boolean {
  return lockedUntil !== undefined && lockedUntil > now;
}

function subjects({ current }: AllOfAccess, texts: AccessTexts): Entry[] {
  return (['everyone', 'anyone'] as const).map((subject) => {
    const roles = rolesGiven(current.policy, { kind: subject });
    return {
      key: `subject:${subject}`,
      target: { what: 'subject', subject },
      symbol: roles.length > 0 ? '●' : '○',
      tone: roles.length === 0 ? 'quiet' : subject === 'anyone' ? 'attention' : 'good',
      title: texts(`subject.${subject}`),
      text: rolesText(roles, texts),
    };
  });
}

function roleEntry(role: Role, { current }: AllOfAccess, texts: AccessTexts): Entry {
  const holders = current.policy.bindings.filter((binding) => binding.role === role.name).length;
  const counts = [texts.counted('entry.rules', role.rules.length), texts.counted('entry.holders', holders)];
  return {
    key: `role:${role.name}`,
    target: { what: 'role', role },
    symbol: holders > 0 ? '●' : '○',
    tone: holders > 0 ? 'good' : 'quiet',
    title: role.name,
    text: [...counts, descriptionOf(role, texts) ?? []].flat().join(' · '),
  };
}

function tokenEntry(token: ApiToken, { texts, now }: EntryWords): Entry {
  const expired = token.expires <= now;
  const state = expired ? texts('entry.expired') : undefined;
  const parts = [
    state ?? [],
    texts('entry.tokenOf', { owner: token.owner }),
    (token.roles ?? []).join(', '),
  ].flat();
  return {
    key: `token:${token.id}`,
    target: { what: 'token', token },
    symbol: expired ? '○' : '●',
    tone: expired ? 'quiet' : 'good',
    title: token.name,
    time: token.lastUsed,
    text: parts.filter((part) => part !== '').join(' · '),
  };
}

function sessionEntry(session: LogInSession, texts: AccessTexts): Entry {
  const { id, user, client, own } = session;
  return {
    key: `session:${id}`,
    target: { what: 'session', session },
    symbol: '●',
    tone: 'good',
    title: user,
    text: [own ? texts('entry.ownSession') : [], clientText(client, texts)].flat().join(' · '),
  };
}

/** What somebody is logged in with. */
export function clientText(client: string, texts: AccessTexts): string {
  return texts.find(`client.${client}`) ?? client;
}

function decisionEntry(decision: Decided, texts: AccessTexts): Entry {
  const { id, time, action, about, allowed, reasons } = decision;
  const what = `${actionText(action, texts)} · ${aboutText(about, texts)}`;
  const more = reasons.length > 1 ? ` · ${texts.counted('entry.reasons', reasons.length)}` : '';
  return {
    key: `decision:${id}`,
    target: { what: 'decision', decision },
    symbol: allowed ? '●' : '■',
    tone: allowed ? 'good' : 'bad',
    state: texts(allowed ? 'entry.allowed' : 'entry.refused'),
    title: subjectName(decision.subject, texts),
    time,
    text: what + more,
  };
}

export function subjectName({ kind, name }: Decided['subject'], texts: AccessTexts): string {
  if (kind === 'anyone') return texts('entry.nobody');
  return kind === 'token' ? texts('entry.token', { name: name ?? '' }) : (name ?? '');
}

function addEntry(what: 'newPerson' | 'newRole' | 'newToken', texts: AccessTexts): Entry {
  return {
    key: what,
    target: { what },
    symbol: '+',
    tone: 'quiet',
    title: texts(`entry.${what}`),
    text: texts(`entry.${what}Text`),
  };
}
