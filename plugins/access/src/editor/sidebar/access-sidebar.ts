import {
  addSidebar,
  createToolbar,
  type EditorDoor,
  firstVisit,
  html,
  installStyle,
  offerLogInSetUp,
  onMessage,
  onReconnect,
  setConcern,
  type TemplateResult,
  timeFormat,
  VirtualList,
  whenEditorReady,
} from '@millwright/editor';
import { area, changedNews, topics } from '../../common/routes.ts';
import { openDecision } from '../decisions/open-decision.ts';
import { openNewPerson } from '../people/open-new-person.ts';
import { openPerson } from '../people/open-person.ts';
import { openSubject } from '../people/open-subject.ts';
import { openYou } from '../people/open-you.ts';
import { openRole } from '../roles/open-role.ts';
import { openSetUp } from '../set-up/open-set-up.ts';
import { accessStyle } from '../style.ts';
import type { AccessTexts } from '../texts.ts';
import { openNewToken } from '../tokens/open-new-token.ts';
import { openSession } from '../tokens/open-session.ts';
import { openToken } from '../tokens/open-token.ts';
import type { OwnAccess } from '../user/own-access.ts';
import { restrictedLine, sidebarBody } from './body.ts';
import type { AccessContext, OpenContext } from './context.ts';
import { type AccessData, meOf, stateOf } from './data.ts';
import { type Entry, type EntryFilter, entryGroups, noFilter, type Target } from './entries.ts';
import { filterPanel, kindChips } from './filter.ts';
import { accessFoot, degradedLine, problemsText } from './foot.ts';
import { createLoader } from './loader.ts';
import { openMenu, restrictedMenu } from './menu.ts';
import { pendingBanner } from './pending-banner.ts';
import { entryRow } from './rows.ts';

/** Milliseconds: nobody tells of decisions and of who logs in, so it is asked again while the list can be seen. */
const askAgain = 60_000;
const slowTick = 30_000;
const second = 1000;

/** Adds the access sidebar to the editor and keeps it up to date, until the returned function is called. */
export function startSidebar(door: EditorDoor, texts: AccessTexts, own: Pick<OwnAccess, 'ask'>): () => void {
  const format = timeFormat(texts.locale);
  const visit = firstVisit('millwright.access.visited');
  let introduce = visit.isFirst;
  let data: AccessData = { phase: 'loading' };
  let filter: EntryFilter = noFilter;
  let drawn = 0;
  let asked = 0;

  installStyle(accessStyle);
  const loader = createLoader(own, (found) => {
    data = found;
    setConcern(door, texts('name'), problemsText(stateOf(data), texts));
    const open = data.phase === 'off' && data.state.logIn === 'none';
    offerLogInSetUp(door, open ? revealSetUp : undefined);
    draw();
  });
  const reload = (): void => {
    asked = Date.now();
    void loader.load();
  };
  const context = (): AccessContext | undefined => {
    const me = meOf(data);
    return me && { texts, format, me, reload };
  };
  const openContext = (): OpenContext | undefined => {
    const base = context();
    return base && data.phase === 'open' ? { ...base, all: data.all } : undefined;
  };
  const list = new VirtualList<Entry>({
    id: 'mw-access-list',
    label: texts('list.label'),
    key: ({ key }) => key,
    row: (entry) => entryRow(entry, format, Date.now()),
    open: ({ target }) => {
      introduced();
      openTarget(target, context(), openContext());
    },
    nearEnd: () => {},
  });
  const setFilter = (next: EntryFilter): void => {
    filter = next;
    draw();
  };
  const toolbar = createToolbar({
    id: 'mw-access-toolbar',
    searchLabel: texts('filter.text'),
    onText: (text) => setFilter({ ...filter, text }),
  });
  const sidebar = addSidebar({
    id: 'millwright-access',
    name: texts('name'),
    icon: 'fa-shield',
    door,
    onShow: reload,
  });
  const introduced = (): void => {
    introduce = false;
    draw();
  };
  const showAll = (): void => {
    setFilter(noFilter);
    toolbar.focus();
  };
  const setUp = (): void => {
    if (data.phase === 'off') openSetUp({ ...data, texts, reload });
  };

  const revealSetUp = (): void => {
    sidebar.reveal();
    setUp();
  };

  const line = (now: number): TemplateResult | undefined => {
    const pending = stateOf(data)?.pending;
    if (pending) {
      const may = data.phase === 'open' && data.me.actions['access.write'] === true;
      const revision = may && data.phase === 'open' ? data.all.current.revision : undefined;
      return pendingBanner({ pending, revision, texts, now, reload });
    }
    const restricted = restrictedLine(data, texts);
    if (restricted) return restricted;
    if (!introduce || data.phase !== 'open') return undefined;
    return html`<div class="mw-access-intro">
      <span>${texts('intro.text')}</span>
      <button type="button" class="red-ui-button red-ui-button-small" @click=${introduced}>${texts('intro.done')}</button>
    </div>`;
  };
  const draw = (): void => {
    const now = Date.now();
    drawn = now;
    const groups = entryGroups(data, filter, { texts, now });
    list.update({ groups, more: false });
    const base = context();
    const open = openContext();
    const menu = open
      ? openMenu(open)
      : base && data.phase === 'restricted'
        ? restrictedMenu(base, data.grantors)
        : undefined;
    if (menu)
      toolbar.show({
        text: filter.text,
        busy: false,
        filters: filterPanel(filter, texts, setFilter),
        chips: kindChips(filter, texts, setFilter),
        reset: showAll,
        menu,
      });
    sidebar.show({
      toolbar: menu && toolbar,
      line: line(now),
      body: sidebarBody({
        data,
        list: list.element,
        found: groups.length > 0,
        texts,
        retry: reload,
        showAll,
        setUp,
      }),
      degraded: degradedLine(stateOf(data), texts),
      foot: accessFoot(stateOf(data), texts),
    });
  };
  const tick = (): void => {
    const now = Date.now();
    const pending = stateOf(data)?.pending;
    const seen = list.element.offsetParent !== null && !document.hidden;
    if (seen && now - asked > askAgain) reload();
    if (!pending && now - drawn < slowTick) return;
    if (pending && pending.revertsAt <= now) reload();
    draw();
  };

  const stops = [onMessage(`millwright/${area}/${topics.changed}`, changedNews, reload), onReconnect(reload)];
  const ticking = setInterval(tick, second);
  draw();
  reload();
  whenEditorReady(() => {
    if (!visit.isFirst) return;
    visit.done();
    sidebar.reveal();
  });
  return () => {
    clearInterval(ticking);
    for (const stop of stops) stop();
    loader.dispose();
    setConcern(door, texts('name'), undefined);
    offerLogInSetUp(door, undefined);
    sidebar.remove();
  };
}

function openTarget(target: Target, context: AccessContext | undefined, open: OpenContext | undefined): void {
  if (context && target.what === 'me') openYou(context);
  else if (open) openAmongAll(target, open);
}

function openAmongAll(target: Target, context: OpenContext): void {
  switch (target.what) {
    case 'person':
      openPerson(target.person, context);
      break;
    case 'subject':
      openSubject(target.subject, context);
      break;
    case 'role':
      openRole(target.role, context);
      break;
    case 'token':
      openToken(target.token, context);
      break;
    case 'session':
      openSession(target.session, context);
      break;
    case 'decision':
      openDecision(target.decision, context);
      break;
    case 'newPerson':
      openNewPerson(context);
      break;
    case 'newRole':
      openRole(undefined, context);
      break;
    case 'newToken':
      openNewToken(context);
      break;
  }
}
