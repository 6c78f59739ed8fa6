import { join } from 'node:path';
import {
  type Answer,
  answerFrom,
  identificationPart,
  ModbusServer,
  type Request,
  type ServedClient,
} from '@millwright/modbus';
import { valueOfText } from '@millwright/plc';
import { toldError } from '@millwright/plc/runtime';
import type { Message, NodeContext } from '@millwright/runtime';
import { readingMessages, type Sample, systemClock, writtenValues } from '@millwright/tags';
import { notationOf, parseAddress } from '../common/address.ts';
import type { ListedServer } from '../common/routes.ts';
import { placeOf as shownPlace } from '../mw-modbus-connection/road-of.ts';
import { ReservedUnits } from '../runtime/reserved-units.ts';
import { AskedFlow } from './asked-flow.ts';
import { Image, type ServedTag } from './image.ts';
import { KeptValues } from './kept-values.ts';
import { Listening } from './listening.ts';
import { placeOf } from './place-of.ts';
import type { ServerConfig } from './schema.ts';
import { type LastError, serverStatus } from './server-status.ts';

/** What a server says of itself. @see MODBUS Application Protocol V1.1b3, section 6.21 */
const identification = ['Millwright', 'node-red-modbus', '0.1'].map((text, id) => ({
  id,
  value: new TextEncoder().encode(text),
}));

/** What answers requests, and what messages do to it. */
interface Served {
  serve(unit: number, request: Request, client: ServedClient): Answer | Promise<Answer>;
  input(message: Message): void;
  close(): Promise<void> | void;
}

/** A server, as the sidebar asks for it. */
export type CreateServer = ReturnType<typeof createServer>;

/** A server for others to read and write. @param directory where values are kept, once it is known */
export const createServer = (directory: () => string | undefined) => (context: NodeContext<ServerConfig>) => {
  const { id, config, log, status, tls } = context;
  let lastError: LastError | undefined;
  const note = (error: unknown): void => {
    const { error: told } = toldError(error);
    if (told) lastError = { ...told, at: systemClock.now() };
  };
  const report = (error: unknown): void => {
    note(error);
    context.report(error);
  };
  const place = shownPlace(config);
  const served = config.mode === 'table' ? fromTable({ ...context, report }, directory) : fromFlow(context);
  const { unit, absent, maxConnections, idleTimeout, allow } = config;
  if (unit !== undefined) new ReservedUnits(config.road, log).note(unit);
  const server = new ModbusServer({
    ...placeOf(config, tls),
    ...(unit !== undefined && { units: [unit] }),
    absent,
    limits: {
      maxConnections,
      ...(idleTimeout > 0 && { idleTimeout: idleTimeout * 1_000 }),
      ...(allow.length > 0 && { allow: allow.map(({ address }) => address) }),
    },
    serve: (asked, request, client) =>
      request.do === 'read-identification'
        ? identificationPart(identification, request)
        : served.serve(asked, request, client),
    onFault: report,
    onFailed: note,
    onLine: () => listening.look(),
  });
  const listening: Listening = new Listening(server, {
    place,
    clock: systemClock,
    status,
    log,
    onFailed: note,
  });
  listening.start();
  return {
    /** How it fares. */
    listed: (): ListedServer =>
      serverStatus({ id, config, place, server, state: listening.state, lastError }),
    input: (message: Message) => served.input(message),
    async close(): Promise<void> {
      await listening.stop();
      await served.close();
    },
  };
};

function fromTable(
  { id, config, send, report }: NodeContext<ServerConfig>,
  directory: () => string | undefined,
): Served {
  let client: ServedClient = { address: '' };
  const told = (samples: readonly Sample[]): void => {
    kept?.changed();
    for (const message of readingMessages(samples, { each: samples.length === 1, hold: false }))
      send({ ...message, client: { ...client } });
  };
  const image = new Image(servedTags(config), { clock: systemClock, onWrite: told });
  for (const { name, value, type } of config.tags)
    if (value !== '') image.set({ [name]: valueOfText({ type }, value) });
  const folder = config.persist ? directory() : undefined;
  const kept =
    folder === undefined
      ? undefined
      : new KeptValues(join(folder, 'modbus', `server-${id.replace(/[^\w-]/g, '_')}.json`), {
          clock: systemClock,
          tags: () => image.kept(),
          onFault: report,
        });
  image.restore(kept?.read() ?? {});
  return {
    serve: (_unit, request, asking) => {
      client = asking;
      return answerFrom(image, request);
    },
    input: (message) => {
      image.set(writtenValues(message));
      kept?.changed();
    },
    close: () => kept?.close(),
  };
}

function servedTags({ tags, notation, byteOrder, wide }: ServerConfig): readonly ServedTag[] {
  return tags.map((row) => {
    const { area, address } = parseAddress(row.address, notationOf(notation), row.area) ?? {
      area: row.area,
      address: 0,
    };
    const { name, type, bit, length, access } = row;
    const tag = {
      name,
      area,
      address,
      type,
      byteOrder: row.byteOrder === 'table' ? byteOrder : row.byteOrder,
      wide,
      ...(type === 'bool' && bit !== undefined && { bit }),
      ...(type === 'string' && length !== undefined && { length }),
    };
    return { tag, writable: access === 'read-write' };
  });
}

function fromFlow({ config, send }: NodeContext<ServerConfig>): Served {
  const flow = new AskedFlow(send, { clock: systemClock, patience: config.answerWithin });
  return {
    serve: (unit, request, client) => flow.ask(unit, request, client),
    input: (message) => flow.answer(message),
    close: () => flow.close(),
  };
}
