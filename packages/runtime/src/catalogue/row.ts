import type { LockName, OperationInput, OperationKind, Target } from '../operation.ts';

/** A request as people write it: method and path below the admin root, parameters as `:name`. */
export type RequestPattern = `${'GET' | 'POST' | 'PUT' | 'DELETE'} /${string}`;

/** What is said of every operation of Node-RED. */
export interface CatalogueRow {
  /** Node-RED's own name of the event where its audit log has one, so that both can be compared. */
  readonly name: string;
  /** What it does, in words: `Install a module`. */
  readonly title: string;
  /** What a rule allows or denies, such as `module.install`. */
  readonly action: string;
  readonly kind: OperationKind;
  /** Editors ask it by themselves, again and again: nobody did anything. */
  readonly background?: true;
  /** The requests that lead to it; others may lead to it too (code of plugins, Node-RED's own). */
  readonly requests: readonly RequestPattern[];
}

/** The groups of Node-RED's runtime API that have operations. */
export type FunctionGroup =
  | 'comms'
  | 'context'
  | 'diagnostics'
  | 'flows'
  | 'library'
  | 'nodes'
  | 'plugins'
  | 'projects'
  | 'settings';

/** How an operation writes flows: a key of the table in `flows/writes.ts`. */
export type FlowsWriteKind = 'deploy' | 'reload' | 'add' | 'update' | 'remove' | 'unforeseen';

/** An operation that is one call of a function of Node-RED's runtime API. */
export interface FunctionRow extends CatalogueRow {
  readonly group: FunctionGroup;
  readonly call: string;
  /** Tells rows of the same function apart; the first that applies is the one. Default: it does. */
  readonly when?: (input: OperationInput) => boolean;
  readonly locks?: readonly LockName[];
  readonly target?: (input: OperationInput) => Target | undefined;
  readonly flows?: FlowsWriteKind;
  /**
   * Node-RED calls the function and catches nothing: a rejection would end the process. Then the phases before
   * `apply` cannot refuse, unless there is a way to say no (`refuse`) without rejecting.
   */
  readonly uncaught?: true;
  /** Carries out a refusal where nobody would hear of a rejection. */
  readonly refuse?: (input: OperationInput) => void;
  /** Whether there is nothing to do any more when it comes to it: then Node-RED is not asked. */
  readonly isVoid?: (input: OperationInput) => boolean;
  /** The user object, where the call itself does not name one. */
  readonly user?: (input: OperationInput) => unknown;
}

/** An operation that is a request to a route which a node declared on the admin side. */
export interface RouteRow extends CatalogueRow {
  /** Of another package: then even somebody who is not logged in may call it, if its node lets them. */
  readonly foreign?: true;
  readonly target?: (request: RouteInput) => Target | undefined;
}

export interface RouteInput {
  readonly method: string;
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
}

/** Whether the phases before `apply` can refuse an operation of this row. */
export const isRefusable = ({ uncaught, refuse }: FunctionRow): boolean => !uncaught || refuse !== undefined;

type Draft<Row> = Omit<Row, 'group'>;

/** The rows of one group of functions. */
export const functionRows = (
  group: FunctionGroup,
  rows: readonly Draft<FunctionRow>[],
): readonly FunctionRow[] => rows.map((row) => ({ ...row, group }));

/** The target that an option of the call names. */
export const named =
  (kind: Target['kind'], option: string) =>
  (input: OperationInput): Target | undefined => {
    const id = input[option];
    return typeof id === 'string' && id !== '' ? { kind, id } : undefined;
  };
