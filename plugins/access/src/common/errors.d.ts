import type { RefusalReason } from './decisions.ts';
/** What goes wrong with access; `docs/errors.md` lists it for people. */
export declare const accessErrors: import('@millwright/schema').ErrorTable<
  'access',
  {
    readonly denied: {
      readonly status: 403;
      readonly family: 'caller';
      readonly message: (details: {
        readonly who: string;
        readonly reasons: readonly RefusalReason[];
        /** How many more reasons there are. */
        readonly more: number;
        /** Roles that may, and people who may give them. */
        readonly roles: readonly string[];
        readonly owners: readonly string[];
      }) => string;
    };
    readonly guardFormat: {
      readonly status: 503;
      readonly family: 'caller';
      readonly message: ({
        older,
      }: {
        readonly older: 'secure.cjs' | 'package';
      }) =>
        | 'The package @millwright/node-red-access is older than secure.cjs: update it, then restart Node-RED'
        | 'secure.cjs is older than the package @millwright/node-red-access: run `millwright init` again, then restart Node-RED';
    };
    readonly guardOutdated: {
      readonly status: 503;
      readonly family: 'caller';
      readonly message: () => string;
    };
    /** What `secure.cjs` answers: it stands alone and cannot import this, a test compares. */
    readonly notGuarded: {
      readonly status: 503;
      readonly family: 'world';
      readonly message: () => string;
    };
  }
>;
//# sourceMappingURL=errors.d.ts.map
