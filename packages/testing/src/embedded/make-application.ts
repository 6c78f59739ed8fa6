import { existsSync } from 'node:fs';
import { copyFile, mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Target } from '../targets.ts';

/**
 * Puts an application that embeds the target's Node-RED into the user directory; returns its script. It stands in a
 * folder of its own with its own `node_modules`, because code inside Node-RED may look things up from the main script.
 */
export async function makeApplication(target: Target, userDirectory: string): Promise<string> {
  const folder = join(userDirectory, 'application');
  const script = join(folder, 'application.cjs');
  if (existsSync(script)) return script;
  await mkdir(folder);
  await symlink(join(target.home, 'node_modules'), join(folder, 'node_modules'), 'junction');
  await copyFile(join(import.meta.dirname, 'application.cjs'), script);
  return script;
}
