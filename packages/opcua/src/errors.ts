import { type CodedError, defineErrors, type ErrorDeclaration, type ErrorTable } from '@millwright/schema';
import { networkErrors } from '@millwright/tags';
import { advice } from './advice.ts';
import { type BadStatusName, badStatuses } from './statuses.ts';

/** An endpoint of a server as errors and forms tell it. */
export interface OfferedEndpoint {
  /** The last part of the policy's URI. */
  readonly policy: string;
  readonly mode: string;
  readonly securityLevel: number;
}

const listed = (offered: readonly OfferedEndpoint[]): string =>
  offered.length === 0 ? 'none' : offered.map(({ policy, mode }) => `${policy} ${mode}`).join(', ');

export const opcuaErrors = defineErrors('opcua', {
  timeout: {
    status: 504,
    family: 'world',
    message: ({ milliseconds }: { milliseconds: number }) =>
      `The server did not answer within ${milliseconds} ms`,
  },
  closed: {
    status: 503,
    family: 'caller',
    message: () => 'The connection is closed',
  },
  badUrl: {
    status: 400,
    family: 'caller',
    message: ({ url }: { url: string }) =>
      `${url} is not the address of an OPC UA server: it looks like opc.tcp://host:4840`,
  },
  ...networkErrors,
  badMessage: {
    status: 502,
    family: 'world',
    message: ({ reason }: { reason: string; statusName?: string }) =>
      `What arrived is not OPC UA as it was agreed on: ${reason}`,
  },
  badResponse: {
    status: 502,
    family: 'world',
    message: ({ reason }: { reason: string }) => `The answer does not fit the request: ${reason}`,
  },
  noEndpoint: {
    status: 502,
    family: 'caller',
    message: ({ wanted, offered }: { wanted: string; offered: readonly OfferedEndpoint[] }) =>
      `The server offers no endpoint with ${wanted}. It offers: ${listed(offered)}`,
  },
  endpointsDiffer: {
    status: 502,
    family: 'world',
    message: () =>
      'The server named other endpoints when the session was made than before: somebody between may have changed them',
  },
  serverNotProved: {
    status: 502,
    family: 'world',
    message: ({ reason }: { reason: string }) =>
      `The server did not prove that it owns its certificate: ${reason}`,
  },
  noCertificate: {
    status: 500,
    family: 'caller',
    message: () => 'A secure connection needs a certificate of our own, and there is none',
  },
  passwordInClear: {
    status: 400,
    family: 'caller',
    message: () =>
      'The password would go over the network unencrypted: neither the channel nor the server protects it. Nothing was sent',
  },
  identityNotOffered: {
    status: 502,
    family: 'caller',
    message: ({ wanted, offered }: { wanted: string; offered: readonly string[] }) =>
      `This endpoint lets nobody log in with ${wanted}. It takes: ${offered.length === 0 ? 'nothing' : offered.join(', ')}`,
  },
  badUserCertificate: {
    status: 400,
    family: 'caller',
    message: ({ reason }: { reason: string }) => `The user's certificate cannot be used: ${reason}`,
  },
  serverShutdown: {
    status: 503,
    family: 'world',
    message: ({ state, returns }: { state: string; returns?: number }) =>
      `The server says that it is in the state ${state}` +
      (returns === undefined ? '' : ` until ${new Date(returns).toISOString()}`),
  },
});

/** What is known of an answer that was refused. */
export interface ServiceFailure {
  /** `Read`, `CreateSession` … */
  readonly service?: string;
  /** What the server says beyond its status, in its own words. */
  readonly diagnostics?: string;
  /** Where it is we who refuse, as a certificate: why, as a sentence. */
  readonly refused?: string;
  /** SHA-256 of the certificate that it is about, lower-case hex. */
  readonly sha256?: string;
  /** Of a call: what the server says of each argument, by its name. */
  readonly inputs?: Readonly<Record<string, string>>;
}

type ServiceErrorDetails = ServiceFailure & {
  readonly statusName: BadStatusName;
  /** What it goes by where the specification does not have it, as some makers' own ones: its number, as a rule. */
  readonly ownStatus?: string;
};

const sentence = ({
  statusName,
  service,
  diagnostics,
  refused,
  inputs = {},
  ownStatus,
}: ServiceErrorDetails): string => {
  if (refused !== undefined) return `${statusName}: ${refused}`;
  const [, meaning] = badStatuses[statusName];
  const said = diagnostics ? ` ("${diagnostics}")` : '';
  const next = advice[statusName];
  const wrong = Object.entries(inputs).filter(([, status]) => status !== 'Good');
  const which =
    wrong.length > 0 ? ` (${wrong.map(([name, status]) => `${name}: ${status}`).join(', ')})` : '';
  const own = ownStatus === undefined ? '' : ` (${ownStatus}, which the specification does not have)`;
  return `The server answered ${statusName}${own}${service ? ` to ${service}` : ''}: ${meaning}${which}${said}${next ? `. ${next}` : ''}`;
};

const uncapitalized = (name: BadStatusName): Uncapitalize<BadStatusName> =>
  `${name.charAt(0).toLowerCase()}${name.slice(1)}` as Uncapitalize<BadStatusName>;

type StatusDeclarations = Readonly<
  Record<Uncapitalize<BadStatusName>, ErrorDeclaration<ServiceErrorDetails>>
>;

const declarations = Object.fromEntries(
  (Object.keys(badStatuses) as BadStatusName[]).map((name) => [
    uncapitalized(name),
    { status: name === 'BadTimeout' ? 504 : 502, family: 'world', message: sentence },
  ]),
) as StatusDeclarations;

/** One error for each bad status of the specification: `opcua.bad-node-id-unknown` … */
export const opcuaStatusErrors: ErrorTable<'opcua', StatusDeclarations> = defineErrors('opcua', declarations);

/** The error for a status that a server answered with. @param statusName as the specification has it: `BadTimeout` …; any other is told within `opcua.bad` */
export function serviceError(statusName: string, failure: ServiceFailure = {}, cause?: unknown): CodedError {
  const name: BadStatusName = isBadStatus(statusName) ? statusName : 'Bad';
  const own = name === statusName ? {} : { ownStatus: statusName };
  return opcuaStatusErrors[uncapitalized(name)]({ ...failure, ...own, statusName: name }, { cause });
}

/** The name of the status that an error stands for; undefined where it came from no answer of a server. */
export function statusNameOf(error: unknown): BadStatusName | undefined {
  if (!(error instanceof Error) || !('details' in error)) return undefined;
  const { statusName } = (error.details ?? {}) as Partial<ServiceErrorDetails>;
  return statusName !== undefined && isBadStatus(statusName) ? statusName : undefined;
}

/** The service that an error is the answer of; undefined where it is none, as of what ends a connection. */
export function serviceOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('details' in error)) return undefined;
  return ((error.details ?? {}) as ServiceFailure).service;
}

export function isBadStatus(name: string): name is BadStatusName {
  return Object.hasOwn(badStatuses, name);
}
