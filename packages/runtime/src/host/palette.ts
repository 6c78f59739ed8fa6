import type { EventEmitter } from 'node:events';
import { runtimeErrors } from '../errors.ts';
import type { Installed } from '../host.ts';

/** Node-RED's function that installs or removes, and where it tells what npm prints meanwhile. */
export interface Palette {
  readonly events: EventEmitter;
  readonly call: (options: Readonly<Record<string, unknown>>) => Promise<unknown>;
}

/** What can install also knows whether code of a module is in memory. */
export interface Installer extends Palette {
  readonly isLoaded: (name: string) => boolean;
}

/** @throws `runtime.not-installed` */
export async function installModule(
  { events, call, isLoaded }: Installer,
  { name, version }: { readonly name: string; readonly version: string },
): Promise<Installed> {
  const printed = listen(events);
  const wasLoaded = isLoaded(name);
  try {
    const installed = await call({ module: name, version });
    const { pending_version: pending } = (installed ?? {}) as { readonly pending_version?: unknown };
    return { restartNeeded: wasLoaded || pending !== undefined };
  } catch (error) {
    throw runtimeErrors.notInstalled(
      { module: name, version, reason: npmReason(printed.text()) ?? reasonOf(error) },
      { cause: error },
    );
  } finally {
    printed.stop();
  }
}

/** @throws `runtime.not-removed` */
export async function removeModule({ events, call }: Palette, name: string): Promise<void> {
  const printed = listen(events);
  try {
    await call({ module: name });
  } catch (error) {
    const reason = npmReason(printed.text()) ?? reasonOf(error);
    throw runtimeErrors.notRemoved({ module: name, reason }, { cause: error });
  } finally {
    printed.stop();
  }
}

/** Node-RED throws without a word of why; it tells only those who listen to what the program prints. */
function listen(events: EventEmitter): { text(): string; stop(): void } {
  let text = '';
  const hear = ({
    payload,
  }: {
    readonly payload?: { readonly data?: unknown; readonly type?: unknown };
  }): void => {
    if (payload?.type === 'err') text += String(payload.data);
  };
  events.on('event-log', hear);
  return { text: () => text, stop: () => events.off('event-log', hear) };
}

/** A sentence for people, not the whole log. */
const longestReason = 400;

/**
 * What npm itself says went wrong, said once: `Not Found - GET https://… (E404)`. Without its log file, without advice
 * that is not for whoever restores, and without what addresses may hold of log-ins.
 */
export function npmReason(printed: string): string | undefined {
  const lines = printed
    .split('\n')
    .map((line) => /^npm (?:error|ERR!)(?: |$)(.*)$/.exec(line.trim())?.[1]?.trim() ?? '')
    .filter((line) => line !== '' && !/^(A complete log|\S*[\\/]_logs[\\/])/.test(line));
  const code = lines.map((line) => /^code (\S+)$/.exec(line)?.[1]).find((found) => found !== undefined);
  // Of most failures each line begins with their kind, and the first says what it is.
  const kinds = new Set(['network', code?.replace(/^E/, '').toLowerCase()]);
  const told = lines.flatMap((line) => {
    const [, kind = '', text = ''] = /^(\S+)\s+(.*)$/.exec(line) ?? [];
    return kinds.has(kind) && text !== '' ? [text] : [];
  });
  const others = lines.filter((line) => !/^(code|errno|syscall|path|dest|type|command sh) /.test(line));
  const text = (told[0] ?? others.join(' ')).replaceAll(/(\w+:\/\/)[^\s/@]+@/g, '$1');
  if (text === '') return code;
  const short = text.length > longestReason ? `${text.slice(0, longestReason - 1)}…` : text;
  return code === undefined ? short : `${short} (${code})`;
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
