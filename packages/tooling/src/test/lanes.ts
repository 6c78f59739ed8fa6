/** Does each piece of work once, in as many lanes as there are: whichever is free takes the next piece. */
export async function inLanes<Work>(
  work: readonly Work[],
  lanes: number,
  act: (work: Work, lane: number) => Promise<void>,
): Promise<void> {
  const waiting = [...work];
  const follow = async (lane: number): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await act(next, lane);
  };
  await Promise.all(Array.from({ length: lanes }, (_, lane) => follow(lane)));
}
