import { findAccess } from '../doctor/user-directory/access-package.ts';
import { readSettingsText } from '../doctor/user-directory/settings-text.ts';
import { cliErrors } from '../errors.ts';
import type { Place } from './place.ts';
import { isSecured, withoutSecureLine, withSecureLine } from './settings-line.ts';

/** What `init` would write. Nothing where both are undefined: then all is as it should be. */
export interface Plan {
  readonly place: Place;
  /** All of the new `settings.js`. */
  readonly settings: string | undefined;
  /** The new `secure.cjs`, and of which version of access it is. */
  readonly secure: { readonly version: string; readonly text: string } | undefined;
  /** It takes the guard out again. */
  readonly undo: boolean;
}

/**
 * @throws `cli.access-not-installed`, `cli.access-without-secure`, `cli.settings-unfit` for what is no JavaScript that
 * Node-RED can load
 */
export function planToSecure(place: Place): Plan {
  const { path, text } = place.settings;
  const secure = secureOf(place);
  if (readSettingsText(text).open === 'broken') {
    throw cliErrors.settingsUnfit({
      path,
      reason: 'it is no CommonJS module: ES module syntax, or a slip in it',
    });
  }
  return {
    place,
    settings: isSecured(text) ? undefined : withSecureLine(text),
    secure: secure.text === place.secure.text ? undefined : secure,
    undo: false,
  };
}

export function planToUndo(place: Place): Plan {
  const { text } = place.settings;
  return {
    place,
    settings: isSecured(text) ? withoutSecureLine(text) : undefined,
    secure: undefined,
    undo: true,
  };
}

function secureOf({ directory, besideNodeRed }: Place): NonNullable<Plan['secure']> {
  const access = findAccess(directory, besideNodeRed);
  if (!access) throw cliErrors.accessNotInstalled({ directory });
  const { version, secure } = access;
  if (secure === undefined) throw cliErrors.accessWithoutSecure({ version });
  return { version, text: secure };
}
