/** One write, as it is to be recorded. */
export interface NotedWrite<Detail> {
  /** What was written to: one tag of one table. */
  readonly key: string;
  /** Two writes to the same key with the same mark did the same. */
  readonly mark: string;
  /** When (milliseconds, of a clock that never goes back). */
  readonly at: number;
  readonly detail: Detail;
}

/** What is to be recorded. */
export interface WriteEvent<Detail> {
  /** `count`: nothing new, but so many writes that repeated what is known. */
  readonly kind: 'write' | 'count';
  readonly detail: Detail;
  /** Writes since the event before that have no event of their own. */
  readonly more: number;
}

interface Track<Detail> {
  mark: string;
  /** When something was last recorded, and when the last write came. */
  recordedAt: number;
  usedAt: number;
  more: number;
  latest: NotedWrite<Detail>;
}

/** Between two events of one tag, while a flow writes changes. */
const changeInterval = 1_000;
/** Between two counts of one tag, while a flow writes the same again and again. */
const countInterval = 60_000;
/** A tag that was not written for so long begins anew: its next write is a first one. */
const forgetAfter = 10 * 60_000;
/** So many tags are followed at most; the one that was longest not written makes room. */
const mostKeys = 10_000;

/**
 * Thins out the writes that flows do on their own, for an audit log: the first, the last, and changes at most once a
 * second per tag; what repeats is counted once a minute. What a person causes is never thinned.
 */
export class WriteRates<Detail> {
  /** In the order of their last write. */
  readonly #tracks = new Map<string, Track<Detail>>();

  /** A write happened. Gives what is to be recorded now. */
  note(write: NotedWrite<Detail>, byPerson: boolean): readonly WriteEvent<Detail>[] {
    const track = this.#tracks.get(write.key);
    this.#tracks.delete(write.key);
    if (track === undefined) {
      const crowded = this.#makeRoom();
      this.#tracks.set(write.key, started(write));
      return [...crowded, { kind: 'write', detail: write.detail, more: 0 }];
    }
    this.#tracks.set(write.key, track);
    track.usedAt = write.at;
    track.latest = write;
    const isChange = write.mark !== track.mark;
    if (!byPerson && !(isChange && write.at - track.recordedAt >= changeInterval)) {
      track.more += 1;
      return [];
    }
    return [eventOf(track, write.at)];
  }

  /** What is to be recorded by now although nothing was written. */
  due(now: number): readonly WriteEvent<Detail>[] {
    const events: WriteEvent<Detail>[] = [];
    for (const [key, track] of this.#tracks) {
      const since = now - track.recordedAt;
      if (track.more > 0 && since >= (isNews(track) ? changeInterval : countInterval))
        events.push(eventOfCounted(track, now));
      if (track.more === 0 && now - track.usedAt >= forgetAfter) this.#tracks.delete(key);
    }
    return events;
  }

  /** When {@link due} will have something next; undefined while nothing waits. */
  nextDue(): number | undefined {
    let next: number | undefined;
    for (const track of this.#tracks.values()) {
      const wait =
        track.more === 0
          ? track.usedAt + forgetAfter
          : track.recordedAt + (isNews(track) ? changeInterval : countInterval);
      next = Math.min(next ?? wait, wait);
    }
    return next;
  }

  /** All that was not recorded yet, the last write of each tag; nothing is left. */
  flush(now: number): readonly WriteEvent<Detail>[] {
    const waiting = [...this.#tracks.values()].filter(({ more }) => more > 0);
    this.#tracks.clear();
    return waiting.map((track) => eventOfCounted(track, now));
  }

  #makeRoom(): readonly WriteEvent<Detail>[] {
    if (this.#tracks.size < mostKeys) return [];
    const [oldest] = this.#tracks;
    if (oldest === undefined) return [];
    const [key, track] = oldest;
    this.#tracks.delete(key);
    return track.more > 0 ? [eventOfCounted(track, track.usedAt)] : [];
  }
}

const isNews = ({ latest, mark }: Track<unknown>): boolean => latest.mark !== mark;

const started = <Detail>(write: NotedWrite<Detail>): Track<Detail> => ({
  mark: write.mark,
  recordedAt: write.at,
  usedAt: write.at,
  more: 0,
  latest: write,
});

function recorded<Detail>(track: Track<Detail>, now: number): void {
  Object.assign(track, { mark: track.latest.mark, recordedAt: now, more: 0 });
}

/** The event of a write as it comes. */
function eventOf<Detail>(track: Track<Detail>, now: number): WriteEvent<Detail> {
  const { latest, more } = track;
  recorded(track, now);
  return { kind: 'write', detail: latest.detail, more };
}

/** The event that stands for what was only counted so far: the latest write, if it is news, and all others. */
function eventOfCounted<Detail>(track: Track<Detail>, now: number): WriteEvent<Detail> {
  const { latest, more } = track;
  const news = isNews(track);
  recorded(track, now);
  return news
    ? { kind: 'write', detail: latest.detail, more: more - 1 }
    : { kind: 'count', detail: latest.detail, more };
}
