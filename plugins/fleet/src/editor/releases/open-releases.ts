import {
  ask,
  call,
  download,
  type Failure,
  failureText,
  html,
  onMessage,
  openTray,
  saveFile,
  trayLoader,
} from '@millwright/editor';
import type { ReleaseSummary } from '../../common/releases.ts';
import { area, news, releaseRoutes, topics } from '../../common/routes.ts';
import type { FleetContext } from '../context.ts';
import { openDeploy } from '../deploy/open-deploy.ts';
import { lacking, needs } from '../needs.ts';
import { soon } from '../soon.ts';
import { releaseText } from '../words/release.ts';
import { releasesView } from './view.ts';

/** Opens the list of releases. */
export function openReleases(context: FleetContext): void {
  const { texts, format } = context;
  const title = texts('releases.title');
  let releases: readonly ReleaseSummary[] | undefined;
  let failure: string | undefined;
  let busy = false;
  const tray = openTray({
    title,
    label: title,
    width: 640,
    onClose: () => {
      for (const stop of stops) stop();
    },
  });
  const { signal } = tray;

  const load = trayLoader(tray, {
    loading: texts('releases.loading'),
    failed: texts('releases.failed'),
    texts,
    ask: () => call(releaseRoutes.listReleases, {}, { signal }),
    take(found) {
      releases = found.releases;
      draw();
    },
  });
  const act = async (run: () => Promise<Failure | undefined>): Promise<void> => {
    if (busy) return;
    busy = true;
    failure = undefined;
    draw();
    const why = await run();
    busy = false;
    failure = why && failureText(why, texts);
    if (!signal.aborted) await load();
    draw();
  };
  const exportOne = ({ name, version }: ReleaseSummary): Promise<void> =>
    act(async () => {
      const found = await download(
        releaseRoutes.exportRelease,
        { params: { name, version }, query: {} },
        { signal },
      );
      if (!found.ok) return found.failure;
      saveFile(found.value.fileName, found.value.content);
      return undefined;
    });
  const remove = async ({ name, version }: ReleaseSummary): Promise<void> => {
    const shown = releaseText({ name, version });
    const sure = await ask({
      title: texts('releases.removeTitle', { name: shown }),
      content: html`<p>${texts('releases.removeText')}</p>`,
      choices: [{ value: true, label: texts('releases.removeOne', { name: shown }) }],
    });
    if (!sure) return;
    await act(async () => {
      const done = await call(releaseRoutes.removeRelease, { params: { name, version } });
      return done.ok ? undefined : done.failure;
    });
  };
  const draw = (): void => {
    if (signal.aborted || releases === undefined) return;
    tray.show(
      releasesView({
        releases,
        failure,
        busy,
        lacks: {
          deploy: lacking(needs.deploy),
          export: lacking([releaseRoutes.exportRelease.permission]),
          remove: lacking([releaseRoutes.removeRelease.permission]),
        },
        texts,
        format,
        showVersion: context.showVersion(),
        deploy: ({ name, version }) => openDeploy(context, { release: { name, version } }),
        exportOne: (release) => void exportOne(release),
        remove: (release) => void remove(release),
      }),
    );
  };
  const again = soon(() => void load());
  const stops = [onMessage(`millwright/${area}/${topics.deploys}`, news, again.ask), again.stop];
  void load();
}
