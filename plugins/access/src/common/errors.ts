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
});
