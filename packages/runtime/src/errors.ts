import { defineErrors } from '@millwright/schema';
import type { Phase } from './operation.ts';

/** Every error that this package makes; `docs/errors.md` lists them for people. */
export const runtimeErrors = defineErrors('runtime', {
  busy: {
    status: 423,
    family: 'world',
    message: (details: {
      readonly lock: string;
      readonly operation: string;
      readonly by: string;
      readonly since: string;
    }) =>
      `${details.operation} by ${details.by} has been running since ${details.since} and holds the ${details.lock}. Try again in a moment`,
  },
  credentialsUnreadable: {
    status: 409,
    family: 'caller',
    message: () =>
      "Node-RED's file of credentials cannot be opened with its key: another `credentialSecret` wrote it, or it is damaged",
  },
  crossSite: {
    status: 403,
    family: 'caller',
    message: () => 'Another web site may not send this request',
  },
  flowsElsewhere: {
    status: 409,
    family: 'caller',
    message: ({ where }: { readonly where: 'projects' | 'storage-module' | 'read-only' }) =>
      `The flows of this Node-RED are not in files that can be switched (${where})`,
  },
  flowsInvalid: {
    status: 400,
    family: 'caller',
    message: () => 'The flows are not an array of objects, or their credentials are no object',
  },
  flowsTooDeep: {
    status: 400,
    family: 'caller',
    message: (details: { readonly max: number }) =>
      `The flows are nested more than ${details.max} levels deep, most likely by a fault in the program that made them. Nothing was changed`,
  },
  interceptorFailed: {
    status: 500,
    family: 'bug',
    message: (details: { readonly plugin: string; readonly phase: Phase }) =>
      `The ${details.plugin} plugin failed in the phase "${details.phase}". Node-RED's log has the details`,
  },
  interceptorTimeout: {
    status: 503,
    family: 'world',
    message: (details: { readonly plugin: string; readonly phase: Phase; readonly milliseconds: number }) =>
      `The ${details.plugin} plugin did not finish the phase "${details.phase}" within ${details.milliseconds} ms`,
  },
  lockOrder: {
    status: 500,
    family: 'bug',
    message: (details: { readonly lock: string; readonly held: string }) =>
      `The lock "${details.lock}" was asked for while "${details.held}" is held; their order is modules, flows, settings`,
  },
  logInUnavailable: {
    status: 503,
    family: 'world',
    message: (details: { readonly reason: string }) =>
      `Node-RED's log-in cannot be used here: ${details.reason}. Nothing was changed. Run "millwright init", or report this version of Node-RED`,
  },
  malformedJson: {
    status: 400,
    family: 'caller',
    message: () => 'The request is not valid JSON',
  },
  noOperation: {
    status: 500,
    family: 'bug',
    message: (details: { readonly route: string }) =>
      `The route ${details.route} changes something and ran no operation, so that nobody could have refused it`,
  },
  notInstalled: {
    status: 502,
    family: 'world',
    message: (details: { readonly module: string; readonly version: string; readonly reason: string }) =>
      `${details.module} ${details.version} could not be installed: ${details.reason}`,
  },
  notRemoved: {
    status: 502,
    family: 'world',
    message: (details: { readonly module: string; readonly reason: string }) =>
      `${details.module} could not be removed: ${details.reason}`,
  },
  noDirectory: {
    status: 503,
    family: 'world',
    message: (details: { readonly directory: string; readonly reason: string }) =>
      `The directory ${details.directory} cannot be made or used: ${details.reason}`,
  },
  notJson: {
    status: 415,
    family: 'caller',
    message: () => 'The request has to be JSON, with the content type application/json',
  },
  noteMalformed: {
    status: 400,
    family: 'caller',
    message: (details: { readonly header: string }) =>
      `The note in the header ${details.header} cannot be read: it has to be UTF-8, percent-encoded. Nothing was changed`,
  },
  noteTooLong: {
    status: 400,
    family: 'caller',
    message: (details: { readonly max: number }) =>
      `The note is too long: it may have ${details.max} characters, fewer in scripts that take more room. Nothing was changed`,
  },
  routeFailed: {
    status: 502,
    family: 'world',
    message: ({ status }: { readonly status: number }) =>
      status === 0 ? 'The connection ended before there was an answer' : `The route answered ${status}`,
  },
  startTimeout: {
    status: 503,
    family: 'world',
    message: (details: { readonly packageName: string; readonly milliseconds: number }) =>
      `${details.packageName} did not start within ${details.milliseconds} ms`,
  },
  tooLate: {
    status: 500,
    family: 'bug',
    message: (details: { readonly what: 'input' | 'answer'; readonly phase: Phase | 'none' }) =>
      `The ${details.what} of an operation was replaced outside of its phase (now: ${details.phase})`,
  },
  unavailable: {
    status: 503,
    family: 'world',
    message: (details: { readonly missing: string }) =>
      `This Node-RED does not offer ${details.missing}, which is needed for this`,
  },
  unreadableBody: {
    status: 400,
    family: 'caller',
    message: () => 'The body of the request is not compressed, or not as long, as its headers say',
  },
  unsupportedEncoding: {
    status: 415,
    family: 'caller',
    message: () =>
      'The body of the request has an encoding that cannot be read. Use UTF-8, and gzip, deflate or no compression',
  },
  unexpected: {
    status: 500,
    family: 'bug',
    message: () => "Something unexpected went wrong. Node-RED's log has the details",
  },
});
