import {
  Browser,
  Explorer,
  MethodCaller,
  MethodReader,
  OpcUaClient,
  type OpcUaClientOptions,
  Reader,
  TypeBooks,
  Watcher,
  Writer,
} from '@millwright/opcua/client';

export interface ServicesOptions extends OpcUaClientOptions {
  /** Takes what a callback threw, and what should not happen. It never throws. */
  readonly onFault: (error: unknown) => void;
}

/** A client and what speaks through it. Only ever imported when a connection is needed: what is behind it is large. */
export class Services {
  readonly client: OpcUaClient;
  readonly types: TypeBooks;
  readonly reader: Reader;
  readonly writer: Writer;
  readonly watcher: Watcher;
  readonly browser: Browser;
  readonly explorer: Explorer;
  readonly methods: MethodCaller;

  /** @throws `opcua.bad-url` */
  constructor(options: ServicesOptions) {
    const { onFault } = options;
    this.client = new OpcUaClient(options);
    const { caller, resolver, clock } = this.client;
    this.types = new TypeBooks(caller, clock);
    this.reader = new Reader({ caller, resolver, clock, types: this.types });
    this.writer = new Writer({
      caller,
      connection: this.client.connection,
      resolver,
      types: this.types,
      reader: this.reader,
    });
    this.watcher = new Watcher(this.client, { onFault, types: this.types });
    this.browser = new Browser({ caller, resolver });
    this.explorer = new Explorer({ browser: this.browser, reader: this.reader, resolver });
    const reader = new MethodReader({ caller, resolver, browser: this.browser });
    this.methods = new MethodCaller({ caller, resolver, reader, types: this.types });
  }

  get connection(): OpcUaClient['connection'] {
    return this.client.connection;
  }

  async close(): Promise<void> {
    await this.watcher.close();
    await this.client.close();
  }
}
