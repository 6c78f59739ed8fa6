import { existsSync } from 'node:fs';

const shell = '/bin/sh';

/**
 * Starts its arguments, passes signals on, ends as they end. While it waits, a shell buries every process whose parent
 * it has become.
 */
const script = `
exec 3<&0
"$@" <&3 3<&- &
child=$!
exec 3<&-
for signal in TERM INT HUP USR2; do trap "kill -$signal $child" $signal; done
while wait $child; code=$?; kill -0 $child 2>/dev/null; do :; done
exit $code
`;

/**
 * The first process of a container becomes the parent of all that others leave behind, and has to bury what ends of
 * them. Node.js does not: it waits for those that it started itself. So a shell takes our place there, and we go on as
 * its child. Where there is no shell, we go on as we are.
 */
export function giveUpFirstPlace(): void {
  if (process.pid !== 1 || !process.execve || !existsSync(shell)) return;
  const { execPath, execArgv, argv, env } = process;
  const environment = Object.entries(env).filter((each): each is [string, string] => each[1] !== undefined);
  process.execve(
    shell,
    ['sh', '-c', script, 'sh', execPath, ...execArgv, ...argv.slice(1)],
    Object.fromEntries(environment),
  );
}
