import { dirname } from 'node:path';
import { argv, env } from 'node:process';
import { isChanging } from './device-journal.ts';
import { giveUpFirstPlace } from './first-process.ts';
import { StartsFile } from './starts-file.ts';
import { Supervisor } from './supervisor.ts';

giveUpFirstPlace();

/** Runs a supervisor with a patience of the test's own: `<running> <starting> <starts file> <command> [arguments]`. */
const [running = '', starting = '', path = '', command = '', ...args] = argv.slice(2);
const say = (text: string): boolean => process.stderr.write(`[supervisor] ${text}\n`);
const patience = { running: Number(running), starting: Number(starting) };
const supervisor = new Supervisor(
  { command, args, environment: env },
  patience,
  new StartsFile(path, say),
  () => isChanging(dirname(dirname(path))),
  say,
);
process.exitCode = await supervisor.run();
