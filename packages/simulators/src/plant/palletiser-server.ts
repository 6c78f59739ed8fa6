import { existsSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { nodesetSourceFromStream } from 'node-opcua-address-space';
import { OPCUACertificateManager } from 'node-opcua-certificate-manager';
import { nodesets } from 'node-opcua-nodesets';
import { MessageSecurityMode, SecurityPolicy } from 'node-opcua-secure-channel';
import { OPCUAServer } from 'node-opcua-server';
import { simulatorErrors } from '../errors.ts';
import { Palletiser } from './palletiser.ts';
import { palletiserPort } from './palletiser-map.ts';
import { PalletiserSpace } from './palletiser-space.ts';
import { palletiserNodeSet } from './palletiser-types.ts';

export interface PalletiserServerOptions {
  readonly host?: string;
  /** Default: the demo plant's. 0: the system chooses. */
  readonly port?: number;
  /** Where its certificates are: `own/certs/certificate.pem`; of clients it lets in those that stand in `trusted/certs`. */
  readonly directory: string;
  /** The same seed stacks the same pallets. */
  readonly seed: number;
  /** How much faster than the world the plant's time passes. */
  readonly speed?: number;
}

const applicationUri = 'urn:millwright:palletiser:server';

/** So often the cell's values are shown. */
const interval = 100;

/**
 * The palletiser behind its OPC UA server. It only speaks signed and encrypted, and only with clients whose certificate it trusts: what is new
 * goes to `rejected`, and is moved to `trusted/certs` by hand.
 */
export class PalletiserServer {
  readonly protocol = 'opcua';
  readonly host: string;
  readonly palletiser: Palletiser;
  readonly #options: PalletiserServerOptions;
  #port: number;
  #server: OPCUAServer | undefined;
  #certificates: OPCUACertificateManager | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isOff = false;

  constructor(options: PalletiserServerOptions) {
    this.#options = options;
    this.host = options.host ?? '127.0.0.1';
    this.#port = options.port ?? palletiserPort;
    this.palletiser = new Palletiser(options.seed);
  }

  get port(): number {
    return this.#port;
  }

  /** Its own certificate, in PEM; it is made at the first start. */
  get certificateFile(): string {
    return join(this.#options.directory, 'own/certs/certificate.pem');
  }

  /** Where certificates of clients belong that it lets in. */
  get trustedDirectory(): string {
    return join(this.#options.directory, 'trusted/certs');
  }

  /** Starts it, or lets it be reached again after {@link refuse}. @throws `simulators.listen-failed` */
  async listen(): Promise<void> {
    try {
      if (this.#server === undefined) await this.#start();
      else if (this.#isOff) await this.#server.resumeEndPoints();
      this.#isOff = false;
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw simulatorErrors.listenFailed({ host: this.host, port: this.#port, reason }, { cause });
    }
  }

  /** Nobody gets in any more, and who is in is cut off. */
  async refuse(): Promise<void> {
    if (this.#isOff) return;
    this.#isOff = true;
    this.disconnect();
    // A connection that has just come is taken in a turn later; node-opcua takes it for an error where the endpoint is closed by then.
    await nextTurn();
    await this.#server?.suspendEndPoints();
  }

  /** Cuts all connections. */
  disconnect(): void {
    for (const endpoint of this.#server?.endpoints ?? []) endpoint.abruptlyInterruptChannels();
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    const [server, certificates] = [this.#server, this.#certificates];
    this.#server = undefined;
    this.#certificates = undefined;
    await server?.shutdown(0);
    await certificates?.dispose();
  }

  /** Made here rather than by the server, which would enter its makers as the owner, and every address of this machine. */
  async #makeCertificate(certificates: OPCUACertificateManager): Promise<void> {
    await certificates.initialize();
    if (existsSync(this.certificateFile)) return;
    await certificates.createSelfSignedCertificate({
      applicationUri,
      dns: ['localhost', hostname()],
      ip: ['127.0.0.1'],
      subject: '/CN=Palletiser of the demo plant/O=Millwright',
      startDate: new Date(),
      validity: 3650,
      outputFile: this.certificateFile,
    });
  }

  async #start(): Promise<void> {
    const { directory, speed = 1 } = this.#options;
    const certificates = new OPCUACertificateManager({
      rootFolder: directory,
      automaticallyAcceptUnknownCertificate: false,
    });
    this.#certificates = certificates;
    await this.#makeCertificate(certificates);
    const server = new OPCUAServer({
      host: this.host,
      hostname: this.host,
      port: this.#port,
      resourcePath: '/palletiser',
      alternateHostname: ['127.0.0.1', 'localhost'],
      nodesets: [nodesets.standard, nodesetSourceFromStream('palletiser', () => [palletiserNodeSet])],
      serverInfo: {
        applicationUri,
        applicationName: { text: 'Palletiser of the demo plant', locale: 'en' },
      },
      buildInfo: { productName: 'Palletiser', manufacturerName: 'Millwright' },
      serverCertificateManager: certificates,
      userCertificateManager: certificates,
      securityModes: [MessageSecurityMode.SignAndEncrypt],
      securityPolicies: [SecurityPolicy.Basic256Sha256, SecurityPolicy.Aes256_Sha256_RsaPss],
      allowAnonymous: true,
      isAuditing: false,
    });
    this.#server = server;
    await server.initialize();
    const space = server.engine.addressSpace;
    if (!space) throw new Error('The server has no address space');
    const cell = new PalletiserSpace(space, this.palletiser);
    await server.start();
    this.#port = server.endpoints[0]?.port ?? this.#port;
    let played = performance.now();
    this.#timer = setInterval(() => {
      const now = performance.now();
      this.palletiser.advance((now - played) * speed);
      played = now;
      cell.show();
    }, interval);
  }
}
