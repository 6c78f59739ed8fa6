import {
  ask,
  call,
  failureLine,
  failureText,
  html,
  lookOnlyLine,
  nothing,
  onMessage,
  openTray,
  type TemplateResult,
  trayLoader,
} from '@millwright/editor';
import type { DeploySummary } from '../../common/releases.ts';
import { area, deployRoutes, news, topics } from '../../common/routes.ts';
import type { FleetContext } from '../context.ts';
import { lacking } from '../needs.ts';
import { soon } from '../soon.ts';
import { releaseText } from '../words/release.ts';
import { type Tone, toneSymbol } from '../words/state.ts';
import { followDeploy } from './follow.ts';
import { deployCounts } from './summary.ts';

/** Opens one deploy, with what has become of it on each device. */
function openDeployProgress({ id, release }: DeploySummary, context: FleetContext): void {
  const title = context.texts('deploys.oneTitle', { release: releaseText(release) });
  followDeploy(openTray({ title, label: title, width: 640 }), { id }, context);
}

/** Opens the list of the last deploys. */
export function openDeploys(context: FleetContext): void {
  const { texts } = context;
  const title = texts('deploys.title');
  let deploys: readonly DeploySummary[] | undefined;
  const tray = openTray({
    title,
    label: title,
    width: 560,
    onClose: () => {
      for (const stop of stops) stop();
    },
  });
  let failure: string | undefined;
  const draw = (): void => {
    if (deploys === undefined || tray.signal.aborted) return;
    tray.show(html`${failureLine(failure)} ${listView(deploys, context, (deploy) => void callBack(deploy))}`);
  };
  const callBack = async ({ id, release }: DeploySummary): Promise<void> => {
    const shown = releaseText(release);
    const sure = await ask({
      title: texts('deploys.callBackTitle', { release: shown }),
      content: html`<p>${texts('deploys.callBackText')}</p>`,
      choices: [{ value: true, label: texts('deploys.callBackOne', { release: shown }) }],
    });
    if (!sure) return;
    const done = await call(deployRoutes.removeDeploy, { params: { id } });
    failure = done.ok ? undefined : failureText(done.failure, texts);
    await load();
    draw();
  };
  const load = trayLoader(tray, {
    loading: texts('deploys.loading'),
    failed: texts('deploys.failed'),
    texts,
    ask: (signal) => call(deployRoutes.listDeploys, {}, { signal }),
    take(found) {
      deploys = found.deploys;
      draw();
    },
  });
  const again = soon(() => void load());
  const stops = [onMessage(`millwright/${area}/${topics.deploys}`, news, again.ask), again.stop];
  void load();
}

function toneOfDeploy(deploy: DeploySummary): Tone {
  if (deploy.state === 'waits-for-signature') return 'attention';
  if (deployCounts(deploy).bad > 0) return 'bad';
  return deploy.state === 'done' ? 'good' : 'working';
}

function listView(
  deploys: readonly DeploySummary[],
  context: FleetContext,
  callBack: (deploy: DeploySummary) => void,
): TemplateResult {
  const { texts, format } = context;
  if (deploys.length === 0) return html`<p>${texts('deploys.none')}</p>`;
  const permission = lacking([deployRoutes.removeDeploy.permission]);
  const waits = deploys.some(({ state }) => state === 'waits-for-signature');
  return html`${permission === undefined || !waits ? nothing : lookOnlyLine(texts('notAllowed', { permission }))}
  <ul class="mw-fleet-items">
    ${deploys.map((deploy) => {
      const { good, bad, ended, all } = deployCounts(deploy);
      const name = releaseText(deploy.release);
      const facts = [
        format.brief(deploy.time),
        deploy.by === undefined ? [] : texts('deploys.by', { by: deploy.by }),
        deploy.state === 'waits-for-signature'
          ? texts('deploys.unsigned')
          : texts('deploys.ended', { ended, all }),
        bad > 0 ? texts.counted('deploys.bad', bad) : good > 0 ? texts.counted('deploys.good', good) : [],
      ].flat();
      return html`<li>
        ${toneSymbol(toneOfDeploy(deploy))}
        <div>
          <p><b>${name}</b>${deploy.note === undefined ? '' : ` “${deploy.note}”`}</p>
          <p class="mw-hint">${facts.join(' · ')}</p>
        </div>
        <button type="button" class="red-ui-button red-ui-button-small" aria-label=${texts('deploys.openOne', { release: name })} @click=${() => openDeployProgress(deploy, context)}>
          ${texts('deploys.show')}
        </button>
        ${
          deploy.state === 'waits-for-signature'
            ? html`<button type="button" class="red-ui-button red-ui-button-small" ?disabled=${permission !== undefined} aria-label=${texts('deploys.callBackOne', { release: name })} @click=${() => callBack(deploy)}>
                ${texts('deploys.callBack')}
              </button>`
            : nothing
        }
      </li>`;
    })}
  </ul>`;
}
