import { type ExitCode, exitCodes } from '../command.ts';
import { plain } from '../terminal/text.ts';
import { type Finding, type Place, type State, unchecked } from './finding.ts';

/** All that the doctor found: what `--json` prints, with `format` raised whenever a member changes its meaning. */
export interface Report {
  readonly format: 1;
  /** Version of the command. */
  readonly version: string;
  /** When it looked, as ISO 8601. */
  readonly at: string;
  readonly exitCode: ExitCode;
  readonly counts: Readonly<Record<State, number>>;
  /** What runs the doctor itself. */
  readonly here: readonly Finding[];
  readonly places: readonly Place[];
}

interface Found {
  readonly version: string;
  readonly at: Date;
  readonly here: readonly Finding[];
  readonly places: readonly Place[];
  readonly token: string | undefined;
}

/** Texts from elsewhere could steer a terminal, or repeat the token that was sent there. */
function cleaner(token: string | undefined): (text: string) => string {
  return (text) => plain(token === undefined ? text : text.replaceAll(token, '(token)'));
}

function exitCodeOf(places: readonly Place[], counts: Report['counts']): ExitCode {
  if (places.some(({ problem }) => problem !== undefined)) return exitCodes.failed;
  return counts.attention + counts.fails > 0 ? exitCodes.attention : exitCodes.well;
}

/** Puts the findings together, cleaned and counted. */
export function reportOf({ version, at, here, places, token }: Found): Report {
  const clean = cleaner(token);
  const cleanFinding = ({ id, state, message, action, command }: Finding): Finding => ({
    id: clean(id),
    state,
    message: clean(message),
    ...(action === undefined ? {} : { action: clean(action) }),
    ...(command === undefined ? {} : { command: clean(command) }),
  });
  const cleaned = places.map(({ kind, name, findings, problem, help }): Place => {
    const rest =
      problem !== undefined && findings.length > 0
        ? [unchecked('rest', 'The rest could not be looked at, see below')]
        : [];
    return {
      kind,
      name: clean(name),
      findings: [...findings.map(cleanFinding), ...rest],
      ...(problem === undefined ? {} : { problem: { code: problem.code, message: clean(problem.message) } }),
      ...(help === undefined ? {} : { help: help.map(clean) }),
    };
  });
  const all = [...here, ...cleaned.flatMap(({ findings }) => findings)];
  const count = (state: State): number => all.filter((finding) => finding.state === state).length;
  const counts = {
    works: count('works'),
    attention: count('attention'),
    fails: count('fails'),
    unchecked: count('unchecked'),
  };
  return {
    format: 1,
    version,
    at: at.toISOString(),
    exitCode: exitCodeOf(cleaned, counts),
    counts,
    here,
    places: cleaned,
  };
}
