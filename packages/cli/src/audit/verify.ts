import { readArguments } from '../arguments.ts';
import { type Action, type ExitCode, exitCodes, type Surroundings } from '../command.ts';
import { cliErrors } from '../errors.ts';
import { colourOf } from '../instance/common.ts';
import { Progress } from '../terminal/progress.ts';
import { jsonText } from '../terminal/text.ts';
import { readAnchors } from './anchors.ts';
import { checkLog } from './check-log.ts';
import { findSubject } from './subject.ts';
import { verdictText } from './verdict-text.ts';

const command = 'audit verify';

const usage = `millwright audit verify <file or directory> [options]

Checks that a log of audit is as it was written: every record and what follows
from it, the tree over all of them, signatures and keys, what was pruned, and
checkpoints that were kept elsewhere. It works on any machine, asks no Node-RED,
and writes nothing but a private copy of a database in TMPDIR, which goes.

  <file or directory>  a user directory, such as ~/.node-red; its audit.db, also
                       while Node-RED runs; an export (.jsonl); or the directory
                       of a file destination that takes all events
  --anchors <path>     a file or directory with checkpoints that were kept
                       elsewhere: of a file destination, a syslog server, a
                       broker, an older export. Can be given several times.
                       Those that lie beside the events of a file destination
                       count only when they are named here, too: whoever can
                       cut off the one can cut off the other
  --pin <fingerprint>  of the log's first key, as you noted it: the log must
                       have begun with that key
  --former <origin>    another log of this Node-RED that the anchors know: you
                       know why there is this one now. Can be given several
                       times
  --color, --no-color  colours or none, whatever the terminal is
  --json               the verdict for programs

Ends with 0 when the log is as it was written and an anchor covers it, 1 when
something is not as it was written, 2 when nobody can tell: no anchor, no
checkpoint, another log that this one may have replaced, or not readable. What
comes after the last anchor could still be changed unseen: the output says how
many events that are.
`;

async function run(args: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const { values, positionals } = readArguments(command, {
    args: [...args],
    options: {
      anchors: { type: 'string', multiple: true, default: [] },
      pin: { type: 'string' },
      former: { type: 'string', multiple: true, default: [] },
      json: { type: 'boolean', default: false },
      color: { type: 'boolean', default: false },
      'no-color': { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
  const [path] = positionals;
  if (path === undefined || positionals.length > 1)
    throw cliErrors.badArguments({ command, reason: 'Say which log: one file or directory' });
  const { output, errors } = surroundings;
  const subject = findSubject(path);
  const stop = new AbortController();
  const away = surroundings.onInterrupt(() => stop.abort());
  const progress = new Progress(errors, 'silent');
  try {
    // Whoever can cut off events in a directory can cut off the checkpoints in it: they are no anchors by themselves.
    const beside = subject.kind === 'copy' ? await readAnchors([subject.file]) : [];
    const anchors = await readAnchors(values.anchors);
    const verdict = await checkLog(subject, {
      anchors,
      beside,
      pin: values.pin,
      former: values.former,
      signal: stop.signal,
      tell: (text) => progress.show(text),
    });
    progress.clear();
    const foreign = anchors.filter(({ origin }) => origin !== verdict.origin).length;
    output.write(
      values.json
        ? jsonText({ format: 1, ...subject, ...verdict })
        : verdictText(verdict, { kind: subject.kind, foreign, colour: colourOf(values, output) }),
    );
    return { ok: exitCodes.well, tampered: exitCodes.attention, unverifiable: exitCodes.failed }[
      verdict.result
    ];
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    progress.clear();
    errors.write('Stopped: nothing can be said of the log.\n');
    return exitCodes.failed;
  } finally {
    progress.clear();
    away();
  }
}

export const verify: Action = {
  name: 'verify',
  summary: 'checks that a log or an export of it is as it was written',
  usage,
  run,
};
