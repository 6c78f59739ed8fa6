import { defineComponent, h, onBeforeUnmount, onMounted, type VNode } from 'vue';
import { installStyle } from '../style.ts';
import { type WidgetProps, widgetProps } from '../vue-page.ts';
import { ListActs } from './list-acts.ts';
import { densityOf } from './look/density.ts';
import { alarmStyle } from './look/style.ts';
import { scrolledTo } from './model/in-sight.ts';
import { Journal } from './model/journal.ts';
import { ListState } from './model/list-state.ts';
import { useDesk } from './use-desk.ts';
import { actionBar } from './views/actions.ts';
import { alarmDetails } from './views/details.ts';
import { dialog } from './views/dialog.ts';
import { alarmGrid, type GridView, rowsOf } from './views/grid.ts';
import { figuresLine, filterBar, tabList } from './views/head.ts';
import { journalTable } from './views/journal.ts';
import { notices } from './views/notices.ts';
import { questionForm } from './views/question.ts';
import { AlarmRows } from './views/rows.ts';
import { emptyText } from './words/calm.ts';

/** A list that has not been scrolled for so long is at rest (ms). */
const restTime = 300;

/** The list of alarms in a page of a dashboard. */
export const alarmsWidget = defineComponent({
  name: 'MwAlarms',
  props: widgetProps,
  setup(given) {
    const { id } = given as WidgetProps;
    const domId = `mw-al-${id}`;
    installStyle('alarms', alarmStyle);
    const page = useDesk(given as WidgetProps, (now) => {
      list.refresh(now);
      const isAsked = list.tab === 'journal' && desk.isConnected;
      if (isAsked && journal.isBehind(desk.book.turn)) load(journal.open());
    });
    const { desk, texts, times, root, draw } = page;
    const list = new ListState(desk.book);
    const journal = new Journal(desk, () => performance.now());
    const rows = new AlarmRows();
    const seen = { width: 0, scrollTop: 0, gridHeight: 0, scrolled: 0 };

    const gridElement = (): HTMLElement | null => root.value?.querySelector('.mw-al-grid') ?? null;
    const rowRoom = () => {
      const { rowHeight, headHeight } = densityOf(seen.width);
      return {
        rowHeight,
        scrollTop: seen.scrollTop,
        height: Math.max(rowHeight, seen.gridHeight - headHeight),
      };
    };
    const acts = new ListActs({
      desk,
      list,
      draw,
      page: () => Math.max(1, Math.floor(rowRoom().height / rowRoom().rowHeight)),
      toFilter: () => document.getElementById(`${domId}-filter`)?.focus(),
      toRow(row) {
        const grid = gridElement();
        if (grid) grid.scrollTop = scrolledTo(row, rowRoom());
      },
    });

    const measure = (): void => {
      seen.width = root.value?.clientWidth ?? 0;
      seen.gridHeight = gridElement()?.clientHeight ?? 0;
      draw();
    };
    const observer = new ResizeObserver(measure);
    onMounted(() => {
      if (root.value) observer.observe(root.value);
      measure();
    });
    onBeforeUnmount(() => observer.disconnect());

    const load = (step: Promise<void>): void => {
      draw();
      void step.finally(draw);
    };
    const head = () => ({
      id: domId,
      book: desk.book,
      isKnown: desk.phase === 'ready',
      list,
      texts,
      times,
      now: desk.serverTime(),
      open(tab: typeof list.tab) {
        list.open(tab, Date.now());
        if (tab === 'journal') load(journal.open());
        draw();
      },
      narrow(filter: typeof list.filter) {
        list.narrow(filter, Date.now());
        draw();
      },
      sort(order: typeof list.order) {
        list.sortBy(order, Date.now());
        draw();
      },
    });

    const gridView = (): GridView => ({
      id: domId,
      book: desk.book,
      list,
      density: densityOf(seen.width),
      scrollTop: seen.scrollTop,
      height: seen.gridHeight || (root.value?.clientHeight ?? 0),
      now: desk.serverTime(),
      texts,
      times,
    });
    const look = (grid: HTMLElement): void => {
      seen.scrollTop = grid.scrollTop;
      seen.gridHeight = grid.clientHeight;
    };
    const content = (): VNode => {
      const now = desk.serverTime();
      if (desk.phase === 'loading') return h('p', { class: 'mw-al-empty' }, texts('loading'));
      if (desk.phase === 'failed') return h('p', { class: 'mw-al-empty' });
      if (list.tab === 'journal') {
        return journalTable(journal, { texts, times }, now, () => load(journal.older()));
      }
      if (list.shown.ids.length === 0)
        return h('p', { class: 'mw-al-empty' }, emptyText(desk, list, { texts, times }, now));
      return alarmGrid({
        ...gridView(),
        rows,
        key: (event) => acts.key(event),
        touch: () => list.touch(Date.now()),
        press: (alarm, row, event) => acts.press(alarm, row, event.shiftKey),
        details: (alarm) => acts.open(alarm),
        scroll({ target }) {
          if (!(target instanceof HTMLElement)) return;
          seen.scrolled = Date.now();
          list.touch(seen.scrolled);
          look(target);
          rows.scroll(rowsOf(gridView()));
        },
        drawn(grid) {
          look(grid);
          rows.show(rowsOf(gridView()));
          // Moving elements takes time that a scrolling list does not have.
          if (Date.now() - seen.scrolled > restTime) rows.order();
        },
      });
    };
    const open = (): VNode[] => {
      const { question, opened } = acts;
      const close = (): void => acts.close();
      if (question) {
        const form = { id: domId, question, hindrance: desk.hindrance, texts, times, cancel: close };
        return [
          dialog(
            domId,
            'question',
            questionForm({ ...form, fill: (filled) => acts.fill(filled), give: () => acts.give() }),
            close,
          ),
        ];
      }
      if (!opened) return [];
      return [
        dialog(
          domId,
          'details',
          alarmDetails({
            id: domId,
            entry: opened,
            texts,
            times,
            now: desk.serverTime(),
            mayCommand: desk.mayCommand,
            command: (kind) => acts.begin(kind, [opened]),
            close,
          }),
          close,
        ),
      ];
    };

    return () => {
      page.track();
      const selected = list.selected();
      const { waiting } = list.shown;
      return h(
        'section',
        {
          ref: root,
          class: ['mw-al', `mw-al-${densityOf(seen.width).name}`, { 'mw-al-old': desk.isOld }],
          style: page.style(),
          'aria-label': texts('list', { engine: desk.book.engine }),
        },
        [
          h('div', { class: 'mw-al-head' }, [
            tabList(head()),
            ...(desk.phase === 'ready' ? [figuresLine(head())] : []),
            ...(desk.phase === 'ready' && list.tab !== 'journal' ? [filterBar(head())] : []),
          ]),
          h('div', { class: 'mw-al-notices' }, [
            ...notices(desk, { texts, times }),
            ...(waiting.length > 0 && list.tab !== 'journal'
              ? [
                  h(
                    'button',
                    {
                      key: 'waiting',
                      type: 'button',
                      class: 'mw-al-waiting',
                      onClick: () => {
                        list.release(Date.now());
                        draw();
                      },
                    },
                    texts.counted('waiting', waiting.length),
                  ),
                ]
              : []),
          ]),
          h(
            'div',
            {
              id: `${domId}-panel`,
              class: 'mw-al-panel',
              role: 'tabpanel',
              'aria-labelledby': `${domId}-tab-${list.tab}`,
            },
            [content()],
          ),
          ...(selected.length > 0
            ? [
                actionBar(selected, texts, desk.mayCommand, {
                  command: (kind) => acts.begin(kind, selected),
                  none() {
                    list.selectNone();
                    draw();
                  },
                }),
              ]
            : []),
          h('div', { class: 'mw-al-unseen', role: 'status', 'aria-live': 'polite' }, desk.said),
          ...open(),
        ],
      );
    };
  },
});
