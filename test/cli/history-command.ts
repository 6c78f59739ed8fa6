import { everything, type NodeRedProcess, type Target } from '@millwright/testing';
import type { Surroundings } from '../../packages/cli/src/command.ts';
import { commands } from '../../packages/cli/src/commands.ts';
import { main } from '../../packages/cli/src/main.ts';
import { recorded } from '../../packages/cli/src/output.fixture.ts';
import { millwright, type Ran, type Run } from './command.ts';

type Input = Surroundings['input'];

/** Runs `millwright history <args>` in this process, which is quicker by far than one of its own. */
export async function here(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  input: Partial<Input> = {},
): Promise<Ran> {
  const nothing: Input = {
    terminal: false,
    text: async () => '',
    line: async () => undefined,
    secret: async () => undefined,
  };
  const surroundings = {
    ...recorded(environment),
    now: () => new Date(),
    input: { ...nothing, ...input },
  };
  const code = await main(['history', ...args], commands, surroundings);
  return { code, out: surroundings.text(), err: surroundings.errorText() };
}

export interface HistoryRun extends Pick<Run, 'environment' | 'input'> {
  /** Always as users run it; otherwise only at full width. */
  readonly bundled?: boolean;
}

/** Runs `millwright history <args>` against an instance, with what its environment says of it. */
export function historyCommand(
  target: Target,
  nodeRed: () => NodeRedProcess,
  token: () => string,
): (args: readonly string[], run?: HistoryRun) => Promise<Ran> {
  return (args, { environment: more = {}, input, bundled = everything } = {}) => {
    const environment = { MILLWRIGHT_TOKEN: token(), MILLWRIGHT_URL: nodeRed().adminUrl, ...more };
    return bundled
      ? millwright(['history', ...args], {
          node: target.node,
          environment,
          ...(input === undefined ? {} : { input }),
        })
      : here(args, environment, input === undefined ? {} : { text: async () => input });
  };
}
