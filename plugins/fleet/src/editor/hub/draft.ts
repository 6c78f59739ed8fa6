import type { HubSettings } from '../../common/fleet.ts';

/** The settings of the hub, as they are typed. */
export interface HubDraft {
  readonly url: string;
  readonly store: 'sqlite' | 'postgres';
  readonly host: string;
  readonly port: string;
  readonly database: string;
  readonly user: string;
  readonly ssl: boolean;
  /** Empty: the one that is there stays. */
  readonly password: string;
  readonly hasPassword: boolean;
}

export function hubDraft({ url = '', postgres }: HubSettings): HubDraft {
  return {
    url,
    store: postgres === undefined ? 'sqlite' : 'postgres',
    host: postgres?.host ?? '',
    port: String(postgres?.port ?? 5432),
    database: postgres?.database ?? '',
    user: postgres?.user ?? '',
    ssl: postgres?.ssl ?? true,
    password: '',
    hasPassword: postgres?.password !== undefined,
  };
}

export type HubField = 'url' | 'host' | 'port' | 'database' | 'user';
export type HubProblems = { readonly [Field in HubField]?: true };
export type ReadHub =
  | { readonly ok: true; readonly settings: HubSettings }
  | { readonly ok: false; readonly problems: HubProblems };

/** The settings as the route takes them, or which fields are wrong. */
export function readHub(draft: HubDraft): ReadHub {
  const url = draft.url.trim();
  const port = /^\d{1,5}$/.test(draft.port.trim()) ? Number(draft.port) : 0;
  const texts = { host: draft.host.trim(), database: draft.database.trim(), user: draft.user.trim() };
  const other = draft.store === 'postgres';
  const wrong: Readonly<Record<HubField, boolean>> = {
    url: url !== '' && !/^https?:\/\/[^\s/]/i.test(url),
    host: other && texts.host === '',
    port: other && (port < 1 || port > 65_535),
    database: other && texts.database === '',
    user: other && texts.user === '',
  };
  const problems = Object.entries(wrong).filter(([, isWrong]) => isWrong);
  if (problems.length > 0) return { ok: false, problems: Object.fromEntries(problems) };
  const address = url === '' ? {} : { url };
  if (!other) return { ok: true, settings: address };
  const password = draft.password === '' ? {} : { password: draft.password };
  return { ok: true, settings: { ...address, postgres: { ...texts, port, ssl: draft.ssl, ...password } } };
}
