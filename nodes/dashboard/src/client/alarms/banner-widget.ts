import { defineComponent, getCurrentInstance, h, type VNode } from 'vue';
import { installStyle } from '../style.ts';
import { type WidgetProps, widgetProps } from '../vue-page.ts';
import { alarmStyle } from './look/style.ts';
import { offered } from './model/commands.ts';
import { mostUrgent } from './model/most-urgent.ts';
import { isNews } from './model/place.ts';
import { type Router, routeOf } from './model/route.ts';
import { useBar } from './use-bar.ts';
import { useDesk } from './use-desk.ts';
import { figuresLine } from './views/head.ts';
import { notices } from './views/notices.ts';
import { stageText } from './views/row.ts';
import { priorityShape } from './views/shape.ts';
import { calm } from './words/calm.ts';
import { valueText } from './words/values.ts';

const nothing = { note: '', duration: 0, oneShot: false };

/** What a button says, and what stands there where words have no room. */
const wordOrSign = (word: string, sign: string): VNode[] => [
  h('span', { class: 'mw-al-word' }, word),
  h('span', { class: 'mw-al-sign', 'aria-hidden': 'true' }, sign),
];

/** The worst alarm that nobody has acknowledged, in one line, and how many there are. */
export const bannerWidget = defineComponent({
  name: 'MwAlarmBanner',
  props: widgetProps,
  setup(given) {
    const widget = given as WidgetProps;
    const { id } = widget;
    installStyle('alarms', alarmStyle);
    const page = useDesk(widget, () => {});
    const { desk, texts, times, root } = page;
    const { book } = desk;
    const router = (getCurrentInstance()?.proxy as { readonly $router?: Router } | null)?.$router;

    const worst = (): VNode[] => {
      if (desk.phase === 'failed') return [];
      if (desk.phase === 'loading') return [h('span', { class: 'mw-al-calm' }, texts('loading'))];
      const now = desk.serverTime();
      const entry = mostUrgent(book.listed('active'));
      if (!entry) {
        const { isSure, text } = calm(desk, { texts, times }, now);
        return [
          h('span', { class: 'mw-al-calm' }, [
            h('span', { 'aria-hidden': 'true' }, isSure ? '✓ ' : '◌ '),
            text,
          ]),
        ];
      }
      const { state, priority, text, area } = entry;
      const value = valueText(entry, texts);
      return [
        priorityShape(priority, { isFilled: state.active, isBlinking: isNews(state) }),
        h('span', { class: 'mw-al-worst', title: text }, [
          h('span', { class: 'mw-al-unseen' }, `${texts('priority', { priority })}: `),
          h('b', text),
          ` ${[value, area, stageText(entry, { texts, times }, now), times.age(now - state.since)].filter(Boolean).join(' · ')}`,
        ]),
        ...(offered([entry]).has('acknowledge')
          ? [
              h(
                'button',
                {
                  type: 'button',
                  class: 'mw-al-primary',
                  'aria-label': texts('command.acknowledge'),
                  disabled: !desk.mayCommand,
                  onClick: () => void desk.command('acknowledge', [entry], nothing),
                },
                wordOrSign(texts('command.acknowledge'), '✓'),
              ),
            ]
          : []),
      ];
    };
    const toList = (): VNode[] => {
      // A deploy may change it while the widget stays.
      const routeTo = router && routeOf(router, widget.props['listPage']);
      return routeTo
        ? [
            h(
              'button',
              {
                type: 'button',
                class: 'mw-al-to-list',
                'aria-label': texts('banner.list'),
                onClick: () => router.push({ path: routeTo.path }),
              },
              wordOrSign(texts('banner.list'), '›'),
            ),
          ]
        : [];
    };

    const asBar = useBar(id, page);

    return () => {
      page.track();
      const figures = { book, texts, times, now: desk.serverTime(), showsAside: true };
      const line = h(
        'section',
        {
          ref: root,
          class: ['mw-al', 'mw-al-banner', { 'mw-al-old': desk.isOld }],
          style: page.style(),
          'aria-label': texts('banner.label', { engine: book.engine }),
        },
        [
          ...notices(desk, { texts, times }),
          ...worst(),
          ...(desk.phase === 'ready' ? [figuresLine(figures)] : []),
          ...toList(),
          h('div', { class: 'mw-al-unseen', role: 'status', 'aria-live': 'polite' }, desk.said),
        ],
      );
      return widget.props['place'] === 'every-page' ? asBar(line) : line;
    };
  },
});
