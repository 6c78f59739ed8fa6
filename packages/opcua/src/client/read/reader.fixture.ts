import { encodeArray } from 'node-opcua-basic-types';
import { BinaryStream } from 'node-opcua-binary-stream';
import { type DataValue, encodeDataValue } from 'node-opcua-data-value';
import { coerceNodeId, type NodeId } from 'node-opcua-nodeid';
import { ReadRequest, ResponseHeader } from 'node-opcua-types';
import type { Resolved, Resolver } from '../addresses/resolver.ts';
import type { Caller, ManyService, Outcome } from '../caller.ts';
import type { ServiceRequest, ServiceResponse, SessionLink } from '../session-link.ts';
import { RawReadResponse } from '../values/answers.ts';

export const linkOf = (namespaces: readonly string[] = ['', 'urn:plant']): SessionLink =>
  ({ facts: { namespaces } }) as unknown as SessionLink;

/** An answer to Read as a channel hands it on. */
export function answerTo(values: readonly DataValue[]): RawReadResponse {
  const stream = BinaryStream.createGrowable(1_024, 10_000_000);
  new ResponseHeader({}).encode(stream);
  encodeArray([...values], stream, encodeDataValue);
  encodeArray([], stream, () => {});
  const answer = new RawReadResponse(null);
  answer.decode(new BinaryStream(stream.buffer.subarray(0, stream.length)));
  return answer;
}

/** The request as the server would read it. */
export function asSent(request: ServiceRequest): ReadRequest {
  const stream = BinaryStream.createGrowable(1_024, 10_000_000);
  (request as ReadRequest).encode(stream);
  const read = new ReadRequest();
  read.decode(new BinaryStream(stream.buffer.subarray(0, stream.length)));
  return read;
}

/** A caller whose server is a function. */
export class ScriptedCaller implements Caller {
  link = linkOf();
  readonly sent: ReadRequest[] = [];
  readonly #answer: (request: ReadRequest, signal: AbortSignal) => Promise<ServiceResponse>;

  constructor(answer: (request: ReadRequest, signal: AbortSignal) => Promise<ServiceResponse>) {
    this.#answer = answer;
  }

  call<Response extends ServiceResponse>(): Promise<Response> {
    return Promise.reject(new TypeError('Nobody calls like this'));
  }

  async callMany<Operation, Result>(
    operations: readonly Operation[],
    service: ManyService<Operation, Result>,
    { signal }: { readonly signal: AbortSignal },
  ): Promise<readonly Outcome<Result>[]> {
    try {
      const request = asSent(service.build(operations, this.link));
      this.sent.push(request);
      const response = await this.#answer(request, signal);
      return service.results(response, operations).map((result) => ({ result }));
    } catch (error) {
      return operations.map(() => ({ error }));
    }
  }
}

/** Resolves node ids, and paths once they were asked for in the session. */
export class ScriptedResolver implements Resolver {
  asked: string[][] = [];
  readonly #failing: (address: string, link: SessionLink) => unknown;

  constructor(failing: (address: string, link: SessionLink) => unknown = () => undefined) {
    this.#failing = failing;
  }

  resolve(addresses: Iterable<string>): Promise<ReadonlyMap<string, Resolved>> {
    const texts = [...addresses];
    this.asked.push(texts);
    const found = (text: string): Resolved =>
      text === 'bad' ? { error: new TypeError(text) } : { nodeId: coerceNodeId(text), link: linkOf() };
    return Promise.resolve(new Map(texts.map((text) => [text, found(text)])));
  }

  nodeId(address: string, link: SessionLink): NodeId {
    const error = this.#failing(address, link);
    if (error !== undefined) throw error;
    return coerceNodeId(address);
  }

  textOf(nodeId: NodeId): string {
    return nodeId.toString();
  }
}
