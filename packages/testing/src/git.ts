import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Home directory of git inside a test's user directory: whoever runs the tests has settings of their own in theirs. */
const homeOf = (userDirectory: string): string => join(userDirectory, 'home');

/** Environment in which git finds nothing but the test's settings. */
export const gitEnvironment = (userDirectory: string): Readonly<Record<string, string>> => ({
  HOME: homeOf(userDirectory),
  XDG_CONFIG_HOME: homeOf(userDirectory),
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_TERMINAL_PROMPT: '0',
});

/** Writes git's settings for a test: a user, and a name for the first branch that no version of git changes. */
export async function configureGit(userDirectory: string): Promise<void> {
  await mkdir(homeOf(userDirectory));
  await writeFile(
    join(homeOf(userDirectory), '.gitconfig'),
    '[user]\n\tname = Ana\n\temail = ana@example.com\n[init]\n\tdefaultBranch = main\n[pull]\n\trebase = false\n',
  );
}
