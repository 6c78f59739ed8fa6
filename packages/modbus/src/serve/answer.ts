import { exceptionCode } from '../pdu/exceptions.ts';
import { decodeRequest, encodeException, encodeResponse, functionCodeOf } from '../pdu/pdu.ts';
import type { Request, Response } from '../pdu/request.ts';

/** Who asks. */
export interface ServedClient {
  /** IP address, or the path of a serial line. */
  readonly address: string;
}

/** What answers a request, or the number of the exception instead. */
export type Answer = Response | { readonly exception: number };

type Maybe<T> = T | undefined | Promise<T | undefined>;

/** Answers a valid request; undefined stays silent, as a unit does that is not there. */
export type Serve = (unit: number, request: Request, client: ServedClient) => Maybe<Answer>;

/**
 * The PDU that answers a request PDU, on whatever road it came; undefined to stay silent. It never throws or rejects:
 * what whoever serves throws, or answers amiss, the client learns as exception 4.
 * @param onFault takes what was thrown
 * @see MODBUS Application Protocol V1.1b3, section 4.2, figure 4
 */
export function answerTo(
  serve: Serve,
  unit: number,
  pdu: Uint8Array,
  client: ServedClient,
  onFault: (error: unknown) => void = () => {},
): Maybe<Uint8Array> {
  const understood = decodeRequest(pdu);
  if ('exception' in understood) return encodeException(understood.functionCode, understood.exception);
  const { request } = understood;
  const failed = (error: unknown): Uint8Array => {
    onFault(error);
    return encodeException(functionCodeOf(request), exceptionCode.serverDeviceFailure);
  };
  try {
    const answer = serve(unit, request, client);
    if (!(answer instanceof Promise)) return encodeAnswer(request, answer);
    return answer.then((late) => encodeAnswer(request, late)).catch(failed);
  } catch (error) {
    return failed(error);
  }
}

function encodeAnswer(request: Request, answer: Answer | undefined): Uint8Array | undefined {
  if (answer === undefined) return undefined;
  if ('exception' in answer) return encodeException(functionCodeOf(request), answer.exception);
  return encodeResponse(request, answer);
}
