import { rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isCodedError } from '@millwright/schema';
import { systemCode } from '../doctor/user-directory/files.ts';
import { cliErrors } from '../errors.ts';
import type { Plan } from './plan.ts';
import { trySettings } from './try-settings.ts';
import { keepCopy, makeDirectoryLike, putInPlace, writeDraft } from './write.ts';

/**
 * Writes what the plan says: `secure.cjs` first, since `settings.js` asks for it; that only once a draft of it was
 * loaded. What fails leaves `settings.js` as it was.
 *
 * @returns the copy of the former `settings.js`, if one was made
 * @throws `cli.settings-fail`, `cli.not-secured`, `cli.not-written`
 */
export async function carryOut(plan: Plan, now: Date): Promise<string | undefined> {
  const { place, settings, secure } = plan;
  const { path, origin } = place.settings;
  const draft = join(place.directory, `settings.draft-${process.pid}.js`);
  try {
    const belonging = statSync(origin === undefined ? path : place.directory);
    const { uid, gid } = belonging;
    if (secure) {
      const { path: target } = place.secure;
      makeDirectoryLike(dirname(target), belonging);
      writeDraft(`${target}.draft`, secure.text, { mode: 0o600, uid, gid });
      putInPlace(`${target}.draft`, target);
    }
    if (settings === undefined) return undefined;
    writeDraft(draft, settings, origin === undefined ? belonging : { mode: 0o600, uid, gid });
    if ((await trySettings(draft)) === plan.undo) throw cliErrors.notSecured({ path });
    const copy = origin === undefined ? keepCopy(path, now) : undefined;
    putInPlace(draft, path);
    return copy;
  } catch (error) {
    if (isCodedError(error)) throw error;
    throw cliErrors.notWritten({ path: place.directory, reason: systemCode(error) }, { cause: error });
  } finally {
    rmSync(draft, { force: true });
  }
}
