interface Started {
  stop(): Promise<unknown>;
}

type Starts = Readonly<Record<string, () => Promise<Started>>>;

/** What each of them started. */
export type Together<Each extends Starts> = {
  readonly [Name in keyof Each]: Awaited<ReturnType<Each[Name]>>;
};

/** Starts some things one after the other, gives them to `work`, and ends all, whatever happens. */
export async function together<Each extends Starts, Result>(
  starts: Each,
  work: (all: Together<Each>) => Promise<Result>,
): Promise<Result> {
  const started: Record<string, Started> = {};
  try {
    for (const [name, start] of Object.entries(starts)) started[name] = await start();
    return await work(started as Together<Each>);
  } finally {
    await Promise.all(Object.values(started).map((each) => each.stop()));
  }
}
