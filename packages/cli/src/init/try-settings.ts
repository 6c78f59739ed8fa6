import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname } from 'node:path';
import * as v from 'valibot';
import { cliErrors } from '../errors.ts';
import { plain, short } from '../terminal/text.ts';

/** Runs in a process of its own: the settings are code, and it may do what it wants, such as keep a timer. */
const script = `
const tell = (result) => process.send(result, () => process.exit(0));
try {
  const settings = require(process.argv[1]);
  const guard = globalThis[Symbol.for('millwright.guard')];
  tell({ guarded: guard !== undefined && typeof settings.adminAuth?.users === 'function' && Array.isArray(settings.httpAdminMiddleware) });
} catch (error) {
  tell({ reason: String(error?.message ?? error) });
}`;

const result = v.union([v.object({ guarded: v.boolean() }), v.object({ reason: v.string() })]);

/** Milliseconds that settings have to be loaded. */
const patience = 20_000;

/**
 * Loads a settings file as Node-RED will.
 *
 * @returns whether `secure.cjs` has secured it
 * @throws `cli.settings-fail` if it cannot be loaded
 */
export async function trySettings(file: string): Promise<boolean> {
  const child = spawn(process.execPath, ['-e', script, file], {
    cwd: dirname(file),
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    timeout: patience,
  });
  const messages: unknown[] = [];
  child.on('message', (message) => messages.push(message));
  const [code] = await once(child, 'close');
  const told = v.safeParse(result, messages[0]);
  if (!told.success)
    throw cliErrors.settingsFail({ reason: code === null ? 'it took too long' : 'it ended the process' });
  if ('reason' in told.output) throw cliErrors.settingsFail({ reason: short(plain(told.output.reason)) });
  return told.output.guarded;
}
