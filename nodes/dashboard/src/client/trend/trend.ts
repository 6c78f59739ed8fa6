import { defineComponent, h } from 'vue';
import { widgetProps } from '../vue-page.ts';

export const trendWidget = defineComponent({
  name: 'MwTrend',
  props: widgetProps,
  setup(props) {
    return () => h('div', { class: 'mw-trend' }, String(props.props['label'] ?? ''));
  },
});
