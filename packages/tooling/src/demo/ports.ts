import { freePort, isFree } from '@millwright/testing/ports';
import { attention } from '../console.ts';
import { lines } from './fleet/lines.ts';

const editorPort = 1880;
const plcPort = 1502;
const metersPort = 1503;
const capperPort = 1102;
const palletiserPort = 4840;
const syslogPort = 1601;
const screensPort = 1890;

/** Where the demo's processes listen. */
export interface Ports {
  readonly editor: number;
  readonly plc: number;
  /** Of the gateway of the energy meters. */
  readonly meters: number;
  readonly capper: number;
  readonly palletiser: number;
  readonly syslog: number;
  /** Of the Node-RED with the dashboard. */
  readonly screens: number;
  /** Of each line, in their order. */
  readonly lines: readonly { readonly editor: number; readonly plc: number }[];
}

/** The ports that everybody expects; where one is taken, one of the next ten, or any, and that is said. */
export async function choosePorts(): Promise<Ports> {
  const chosen = new Set<number>();
  const choose = async (wanted: number, owner: string, who: string): Promise<number> => {
    const candidates = Array.from({ length: 10 }, (_, more) => wanted + more);
    let port: number | undefined;
    for (const candidate of candidates)
      if (port === undefined && !chosen.has(candidate) && (await isFree(candidate))) port = candidate;
    port ??= await freePort();
    chosen.add(port);
    if (port !== wanted) attention(`Port ${wanted} is taken${owner}: ${who} takes ${port} instead`);
    return port;
  };
  const ports = {
    editor: await choose(editorPort, ' (another Node-RED?)', 'this editor'),
    plc: await choose(plcPort, '', 'the simulated PLC'),
    meters: await choose(metersPort, '', 'the gateway of the energy meters'),
    capper: await choose(capperPort, '', 'the capper'),
    palletiser: await choose(palletiserPort, '', 'the palletiser'),
    syslog: await choose(syslogPort, '', 'the syslog receiver'),
    screens: await choose(screensPort, '', 'the dashboard'),
  };
  const ofLines: { editor: number; plc: number }[] = [];
  for (const { name, editorPort, plcPort } of lines)
    ofLines.push({
      editor: await choose(editorPort, '', `the editor of ${name}`),
      plc: await choose(plcPort, '', `the PLC of ${name}`),
    });
  return { ...ports, lines: ofLines };
}
