import { OpcUaClient, type OpcUaClientOptions } from '@millwright/opcua/client';

/** A client and what speaks through it. Only ever imported when a connection is needed: what is behind it is large. */
export class Services {
  readonly client: OpcUaClient;

  /** @throws `opcua.bad-url` */
  constructor(options: OpcUaClientOptions) {
    this.client = new OpcUaClient(options);
  }

  get connection(): OpcUaClient['connection'] {
    return this.client.connection;
  }

  async close(): Promise<void> {
    await this.client.close();
  }
}
