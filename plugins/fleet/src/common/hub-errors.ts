import type { ErrorDeclaration } from '@millwright/schema';

export interface AtDatabase {
  readonly database: string;
}

/** What goes wrong with the hub's settings and its store. */
export const hubErrorRows = {
  passwordLost: {
    status: 409,
    family: 'world',
    message: () =>
      'The password of PostgreSQL cannot be opened: its key is missing in millwright/keys. Put the key back, or enter the password again',
  },
  settingsDamaged: {
    status: 503,
    family: 'world',
    message: ({ file, reason }: { readonly file: string; readonly reason: string }) =>
      `${file} cannot be understood (${reason}): mend it, or delete it and set the hub's settings again`,
  },
  storeInUse: {
    status: 409,
    family: 'caller',
    message: ({ kind }: { readonly kind: 'sqlite' | 'postgres' }) =>
      `The hub's data lie in ${kind === 'sqlite' ? 'SQLite' : 'PostgreSQL'} already: the kind of store is chosen before the hub has keys and devices`,
  },
  storeNewer: {
    status: 503,
    family: 'world',
    message: ({ database, found, known }: AtDatabase & { readonly found: number; readonly known: number }) =>
      `The database "${database}" was written by a newer version of this package (schema ${found}, this one knows ${known}): update the package`,
  },
  storeSetAside: {
    status: 503,
    family: 'world',
    message: ({ file }: { readonly file: string }) =>
      `The hub's database was damaged. It lies at ${file}, and a new one was begun: put it back from a backup, or enrol the devices anew`,
  },
  storeUnreachable: {
    status: 503,
    family: 'world',
    message: ({ host, port, database, reason }: AtDatabase & Unreachable) =>
      `PostgreSQL at ${host}:${port} does not serve the database "${database}" (${reason})`,
  },
} as const satisfies Readonly<Record<string, ErrorDeclaration<never>>>;

export interface Unreachable {
  readonly host: string;
  readonly port: number;
  readonly reason: string;
}
