import { defineErrors } from '@millwright/schema';
import type { RefusalReason } from './decisions.ts';
import { refusalText } from './refusal-text.ts';

/** What goes wrong with access; `docs/errors.md` lists it for people. */
export const accessErrors = defineErrors('access', {
  denied: {
    status: 403,
    family: 'caller',
    message: (details: {
      readonly who: string;
      readonly reasons: readonly RefusalReason[];
      /** How many more reasons there are. */
      readonly more: number;
      /** Roles that may, and people who may give them. */
      readonly roles: readonly string[];
      readonly owners: readonly string[];
    }) => refusalText(details),
  },
  guardFormat: {
    status: 503,
    family: 'caller',
    message: ({ older }: { readonly older: 'secure.cjs' | 'package' }) =>
      older === 'package'
        ? 'The package @millwright/node-red-access is older than secure.cjs: update it, then restart Node-RED'
        : 'secure.cjs is older than the package @millwright/node-red-access: run `millwright init` again, then restart Node-RED',
  },
  guardOutdated: {
    status: 503,
    family: 'caller',
    message: () =>
      'secure.cjs is another than the one of this version of access. It guards all the same; run `millwright init` again when you restart Node-RED next',
  },
  /** What `secure.cjs` answers: it stands alone and cannot import this, a test compares. */
  notGuarded: {
    status: 503,
    family: 'world',
    message: () => 'What guards the access to this Node-RED does not work, so nobody is let in',
  },
});
