import type { Output, Surroundings } from './command.ts';

/** Surroundings of a test: what is written is kept. */
export interface Recorded extends Surroundings {
  readonly text: () => string;
  readonly errorText: () => string;
}

export function recorded(environment: Readonly<Record<string, string>> = {}, home = '/nowhere'): Recorded {
  const written: string[] = [];
  const errors: string[] = [];
  const into = (texts: string[]): Output => ({
    write: (text) => void texts.push(text),
    colour: false,
    columns: undefined,
  });
  return {
    environment,
    home,
    now: () => new Date('2026-11-22T12:00:00Z'),
    nodeVersion: '24.1.0',
    version: '1.2.3',
    input: {
      terminal: false,
      text: async () => '',
      line: async () => undefined,
      secret: async () => undefined,
    },
    output: into(written),
    errors: into(errors),
    onInterrupt: () => () => undefined,
    text: () => written.join(''),
    errorText: () => errors.join(''),
  };
}
