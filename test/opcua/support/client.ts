import { OpcUaClient, type OpcUaClientOptions } from '@millwright/opcua/client';

export interface OpenClient extends AsyncDisposable {
  readonly client: OpcUaClient;
  /** Ends with the test. */
  readonly signal: AbortSignal;
}

/** Milliseconds between keep-alives: a server that a busy machine keeps from answering is not to be called gone, but where a test is about that. */
const patience = 60_000;

/** A client of a server of a test, without security, whose connection is held open until it is disposed of. */
export function openClient(url: string, options: Partial<Omit<OpcUaClientOptions, 'url'>> = {}): OpenClient {
  const client = new OpcUaClient({
    url,
    applicationUri: 'urn:test:millwright',
    security: { minimum: 'None' },
    policy: { firstDelay: 50, longestDelay: 200, linger: 50 },
    keepAlive: patience,
    ...options,
  });
  const release = client.connection.need();
  const ending = new AbortController();
  return {
    client,
    signal: ending.signal,
    async [Symbol.asyncDispose]() {
      ending.abort();
      release();
      await client.close();
    },
  };
}
