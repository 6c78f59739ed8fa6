/** What the disk says when it has no room. */
export class DiskFull extends Error {
  override readonly name = 'DiskFull';
}

type Content = string | undefined;

/**
 * A disk that keeps only what was synced. A file is replaced in one piece (written beside, renamed), so that it is never torn;
 * which of the unsynced replacements survive a loss of power, nobody can tell.
 */
export class Disk {
  full = false;
  private seen = new Map<string, string>();
  private durable = new Map<string, string>();
  private unsynced: { readonly path: string; readonly content: Content }[] = [];

  read(path: string): Content {
    return this.seen.get(path);
  }

  write(path: string, content: string): void {
    if (this.full) throw new DiskFull('ENOSPC');
    this.seen.set(path, content);
    this.unsynced.push({ path, content });
  }

  remove(path: string): void {
    this.seen.delete(path);
    this.unsynced.push({ path, content: undefined });
  }

  paths(prefix: string): readonly string[] {
    return [...this.seen.keys()].filter((path) => path.startsWith(prefix));
  }

  /** Makes durable what was written or removed below a folder, or one file. */
  sync(folder: string): void {
    for (const { path, content } of this.unsynced)
      if (path.startsWith(folder)) put(this.durable, path, content);
    this.unsynced = this.unsynced.filter(({ path }) => !path.startsWith(folder));
  }

  /** How many replacements a loss of power may take. */
  get atStake(): number {
    return this.unsynced.length;
  }

  /** The power is gone: of what was not synced only that is there which `survives`. */
  lose(survives: (index: number) => boolean): void {
    this.unsynced.forEach(({ path, content }, index) => {
      if (survives(index)) put(this.durable, path, content);
    });
    this.unsynced = [];
    this.seen = new Map(this.durable);
  }
}

function put(files: Map<string, string>, path: string, content: Content): void {
  if (content === undefined) files.delete(path);
  else files.set(path, content);
}
