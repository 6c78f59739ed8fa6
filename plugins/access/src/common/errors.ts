import { defineErrors } from '@millwright/schema';
import type { RefusalReason } from './decisions.ts';
import { refusalText } from './refusal-text.ts';

interface Named {
  readonly name: string;
}
interface InFile {
  readonly file: string;
}
interface OfRevision {
  readonly revision: number;
}

/** What goes wrong with access; `docs/errors.md` lists it for people. */
export const accessErrors = defineErrors('access', {
  alreadySetUp: {
    status: 409,
    family: 'caller',
    message: () => 'Access is set up already: this Node-RED has an owner',
  },
  apiTokenExists: {
    status: 409,
    family: 'caller',
    message: ({ name }: Named) => `There is an API token named ${name} already`,
  },
  apiTokenUnknown: {
    status: 404,
    family: 'caller',
    message: () => 'There is no such API token',
  },
  busy: {
    status: 503,
    family: 'world',
    message: () => 'Too many passwords wait to be tried, so this one was not: try again in a few seconds',
  },
  codeWrong: {
    status: 403,
    family: 'caller',
    message: ({ file }: InFile) =>
      `This is not the code for the set-up. It stands in Node-RED's log and in ${file}; each start makes another`,
  },
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
  doorPassive: {
    status: 503,
    family: 'world',
    message: ({ reason }: { readonly reason: string }) =>
      `Rules are not enforced, because this Node-RED lacks something that Millwright needs: ${reason}`,
  },
  exposed: {
    status: 503,
    family: 'world',
    message: ({ file }: InFile) =>
      `Other users of this machine may read ${file}, and its mode cannot be changed: give it to the user that runs Node-RED`,
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
  lastOwner: {
    status: 409,
    family: 'caller',
    message: () =>
      'Nobody would be left who may change the rules. Nothing was changed. Give somebody else the role first',
  },
  lockedOut: {
    status: 429,
    family: 'caller',
    message: ({ seconds }: { readonly seconds: number }) =>
      `Too many wrong attempts: try again in ${seconds} s`,
  },
  logInFailed: {
    status: 503,
    family: 'world',
    message: ({ reason }: { readonly reason: string }) =>
      `Log-in could not be switched on, so everything stayed as it was (${reason}). Run "millwright init", which writes it into settings.js, and restart Node-RED`,
  },
  logInNeeded: {
    status: 401,
    family: 'caller',
    message: ({ path }: { readonly path: string }) =>
      `One has to be logged in for this: in a browser at ${path}, for programs with an API token`,
  },
  lost: {
    status: 503,
    family: 'world',
    message: ({ directory }: { readonly directory: string }) =>
      `Access was set up, but its rules and people in ${directory} are gone, so nobody is let in. Put access.db back from a backup, or run "millwright access recover" on this machine, then restart Node-RED`,
  },
  notGuarded: {
    status: 503,
    family: 'world',
    message: () => 'What guards the access to this Node-RED does not work, so nobody is let in',
  },
  notLocal: {
    status: 409,
    family: 'caller',
    message: ({ name }: Named) => `${name} has no password here: it is kept where they log in`,
  },
  notSetUp: {
    status: 409,
    family: 'caller',
    message: () => 'Access is not set up yet: there are no people and no rules to change',
  },
  passwordInUse: {
    status: 422,
    family: 'caller',
    message: () => 'The new password is the old one',
  },
  passwordWeak: {
    status: 422,
    family: 'caller',
    message: ({ why }: { readonly why: 'common' | 'name' }) =>
      why === 'name'
        ? 'The password is little more than the name: choose another'
        : 'The password is one of those that are tried first: choose another',
  },
  passwordWrong: {
    status: 403,
    family: 'caller',
    message: () => 'The current password is not right',
  },
  pending: {
    status: 409,
    family: 'caller',
    message: ({ revision }: OfRevision) =>
      `The rules wait to be confirmed (revision ${revision}): confirm them or go back first`,
  },
  personExists: {
    status: 409,
    family: 'caller',
    message: ({ name }: Named) => `There is somebody named ${name} already`,
  },
  personUnknown: {
    status: 404,
    family: 'caller',
    message: ({ name }: Named) => `There is nobody named ${name}`,
  },
  policyDamaged: {
    status: 503,
    family: 'world',
    message: ({ file, reason }: InFile & { readonly reason: string }) =>
      `The rules in ${file} cannot be understood, so nobody is let in (${reason}). Put it back from a backup, or update the package, then restart Node-RED`,
  },
  policyStale: {
    status: 409,
    family: 'caller',
    message: ({ revision }: OfRevision) =>
      `The rules were changed meanwhile (revision ${revision}). Nothing was changed: look at them first`,
  },
  revisionUnknown: {
    status: 404,
    family: 'caller',
    message: ({ revision }: OfRevision) => `There is no revision ${revision} of the rules`,
  },
  roleUnknown: {
    status: 422,
    family: 'caller',
    message: ({ role }: { readonly role: string }) => `There is no role ${role}`,
  },
  sessionUnknown: {
    status: 404,
    family: 'caller',
    message: () => 'There is no such session',
  },
  settingsDamaged: {
    status: 503,
    family: 'world',
    message: ({ file, reason }: InFile & { readonly reason: string }) =>
      `The settings of the log-in for dashboards cannot be understood, so one has to be logged in for everything there (${file}: ${reason})`,
  },
  unavailable: {
    status: 503,
    family: 'world',
    message: ({ reason }: { readonly reason: string }) =>
      `Rules and people cannot be read yet, so nobody is let in (${reason})`,
  },
  userNeeded: {
    status: 403,
    family: 'caller',
    message: () => 'Only a person who is logged in can do this',
  },
});
