import { deployed, stopwatch } from '@millwright/plc/runtime';
import { S7Client } from '@millwright/s7/client';
import type { RouteResponse } from '@millwright/schema';
import { systemClock } from '@millwright/tags';
import type { s7Routes } from '../common/routes.ts';
import { placeOf } from '../mw-s7-connection/called.ts';
import { createConnection } from '../mw-s7-connection/mw-s7-connection.ts';
import type { ConnectionConfig } from '../mw-s7-connection/schema.ts';
import { clientOptions } from './client-options.ts';

type TestResult = RouteResponse<typeof s7Routes.test>;
type Secrets = Readonly<Record<string, string>>;

interface TestOptions {
  /** The configuration node that the dialog belongs to. */
  readonly node: string | undefined;
  readonly signal: AbortSignal;
}

/**
 * Connects as a dialog says. A connection that is deployed as such is used itself: a PLC has few of them, and a LOGO! may have
 * one. Its kept password goes nowhere else.
 * @throws why there is none, with its code
 */
export async function testConnection(
  config: ConnectionConfig,
  typed: Secrets,
  { node, signal }: TestOptions,
): Promise<TestResult> {
  const used = deployed(createConnection, node);
  if (used?.isSame(config, typed)) return ask(used.client, config, signal);
  const client = new S7Client(clientOptions(config, typed));
  try {
    return await ask(client, config, signal);
  } finally {
    await client.close();
  }
}

async function ask(client: S7Client, config: ConnectionConfig, signal: AbortSignal): Promise<TestResult> {
  const release = client.connection.need();
  try {
    const elapsed = stopwatch(systemClock);
    const { limits } = await client.connection.link(signal);
    const milliseconds = elapsed();
    return { place: placeOf(config), milliseconds, pdu: limits.pdu, jobs: limits.jobs };
  } finally {
    release();
  }
}
