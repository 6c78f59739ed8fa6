export interface Item {
  readonly at: number;
  readonly run: () => void;
  /** Whose it is: it goes with its owner. */
  readonly owner: number;
  dropped: boolean;
}

/** What is not a process: the hub, people, the power. */
export const outside = -1;

/** A clock that goes on to whatever is next; nothing waits. */
export class Clock {
  now = 0;
  private queue: Item[] = [];

  in(milliseconds: number, owner: number, run: () => void): Item {
    const item: Item = { at: this.now + milliseconds, run, owner, dropped: false };
    let index = this.queue.length;
    while (index > 0 && (this.queue[index - 1]?.at ?? 0) > item.at) index -= 1;
    this.queue.splice(index, 0, item);
    return item;
  }

  drop(owner: number): void {
    this.queue = this.queue.filter((item) => item.owner !== owner);
  }

  /** @returns whether there was something */
  next(): boolean {
    for (;;) {
      const item = this.queue.shift();
      if (item === undefined) return false;
      if (item.dropped) continue;
      this.now = Math.max(this.now, item.at);
      item.run();
      return true;
    }
  }
}
