/**
 * Cases that mostly wait, run at the same time: together they take as long as the longest. Each is a test of its own, with its own outcome.
 */
export function sideBySide(cases: Readonly<Record<string, (context: Mocha.Context) => Promise<void>>>): void {
  const running = new Map<string, Promise<void>>();

  before('begin all of them', function () {
    for (const [title, run] of Object.entries(cases)) {
      const ending = run(this);
      // Its test reports it, however long before that it fails.
      ending.catch(() => {});
      running.set(title, ending);
    }
  });

  for (const title of Object.keys(cases)) it(title, () => running.get(title));
}
