import type { InferOutput } from 'valibot';
import type { hubSetUp } from '../../common/fleet.ts';

export type HubSetUp = InferOutput<typeof hubSetUp>;
export type SetUpMode = HubSetUp['mode'];
export const setUpModes: readonly SetUpMode[] = ['sealed', 'elsewhere', 'one-key'];

/** What is typed in the set-up of a hub. */
export interface SetUpDraft {
  readonly mode: SetUpMode;
  readonly passphrase: string;
  readonly again: string;
  readonly releaseKey: string;
}

export const firstDraft: SetUpDraft = { mode: 'sealed', passphrase: '', again: '', releaseKey: '' };
export const shortestPassphrase = 12;

export type SetUpProblems = {
  readonly [Field in 'passphrase' | 'again' | 'releaseKey']?: 'missing' | 'short' | 'differs' | 'malformed';
};
export type ReadSetUp =
  | { readonly ok: true; readonly setUp: HubSetUp }
  | { readonly ok: false; readonly problems: SetUpProblems };

/** The draft as the route takes it, or what is wrong with it. */
export function readSetUp({ mode, passphrase, again, releaseKey }: SetUpDraft): ReadSetUp {
  if (mode === 'one-key') return { ok: true, setUp: { mode } };
  if (mode === 'elsewhere') {
    const key = releaseKey.trim();
    if (/^ed25519:[A-Za-z0-9_-]{43}$/.test(key)) return { ok: true, setUp: { mode, releaseKey: key } };
    return { ok: false, problems: { releaseKey: key === '' ? 'missing' : 'malformed' } };
  }
  if (passphrase.length < shortestPassphrase)
    return { ok: false, problems: { passphrase: passphrase === '' ? 'missing' : 'short' } };
  if (again !== passphrase) return { ok: false, problems: { again: 'differs' } };
  return { ok: true, setUp: { mode, passphrase } };
}
