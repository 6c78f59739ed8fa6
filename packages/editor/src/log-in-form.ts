import { wrap } from './limits/wrap.ts';
import { type RedLogInOptions, red } from './red.ts';

/** By which name this page is logged in, as it was loaded or logged in from its menu; undefined for nobody. */
export function shownUser(): string | undefined {
  const { user } = red().settings;
  return user?.anonymous ? undefined : user?.username;
}

/**
 * Asks before Node-RED opens its log-in form over a page that is at work, since the session of its connection counts no
 * more. In a page that was loaded without a log-in Node-RED's form hangs once a password is sent.
 *
 * @param instead does something else, and answers true; with false the form opens
 */
export function beforeLogInForm(instead: () => boolean): () => void {
  return wrap(
    red().user,
    'login',
    (original) => (options: RedLogInOptions | (() => void), done?: () => void) => {
      // The other ways to the form are the loading of the page, and the user's own wish.
      const renews = typeof options === 'object' && options.updateMenu === true;
      if (!renews || !instead()) original(options, done);
    },
  );
}
