import { hash } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** A text that is another once any file of a package is: names, sizes and times; what packages within it have, too. */
export async function stateOfFolder(folder: string): Promise<string> {
  const lines: string[] = [];
  const walk = async (path: string): Promise<void> => {
    for (const entry of await readdir(join(folder, path), { withFileTypes: true })) {
      const own = join(path, entry.name);
      if (entry.isDirectory()) {
        await walk(own);
        continue;
      }
      const { size, mtimeMs } = await stat(join(folder, own)).catch(() => ({ size: -1, mtimeMs: 0 }));
      lines.push(`${own}\n${size}\n${mtimeMs}`);
    }
  };
  await walk('');
  return hash('sha256', lines.sort().join('\n'), 'hex');
}
