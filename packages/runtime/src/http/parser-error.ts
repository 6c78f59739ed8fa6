import { type CodedError, requestErrors } from '@millwright/schema';
import { runtimeErrors } from '../errors.ts';

/** What errors of the body parser and of zlib carry, as far as it tells them apart. */
interface ForeignError {
  readonly type?: unknown;
  readonly limit?: unknown;
  readonly code?: unknown;
}

/**
 * The types of error of `body-parser` and `raw-body` that a client can bring about. Those that are not here
 * (`stream.encoding.set`, `stream.not.readable`) mean that something in this process has touched the body first.
 *
 * @see https://github.com/expressjs/body-parser/blob/1.20.3/README.md#errors
 */
const byType: Readonly<Record<string, (error: ForeignError) => CodedError>> = {
  'charset.unsupported': () => runtimeErrors.unsupportedEncoding(),
  'encoding.unsupported': () => runtimeErrors.unsupportedEncoding(),
  'entity.parse.failed': () => runtimeErrors.malformedJson(),
  'entity.too.large': ({ limit }) => requestErrors.tooLarge({ maxBytes: Number(limit) }),
  // Only forms have parameters.
  'parameters.too.many': () => runtimeErrors.notJson(),
  'querystring.parse.rangeError': () => runtimeErrors.notJson(),
  'request.aborted': () => runtimeErrors.unreadableBody(),
  'request.size.invalid': () => runtimeErrors.unreadableBody(),
};

/**
 * Node-RED parses bodies before any route sees them. What its parser has to say against a request, in our codes;
 * undefined for what is not the request's fault.
 */
export function ofParser(error: unknown): CodedError | undefined {
  const { type, code } = (error ?? {}) as ForeignError;
  if (typeof type === 'string' && Object.hasOwn(byType, type)) return byType[type]?.(error as ForeignError);
  // What zlib throws at a body that is not compressed as its header says has no type.
  return typeof code === 'string' && code.startsWith('Z_') ? runtimeErrors.unreadableBody() : undefined;
}
