import assert from 'node:assert/strict';
import { createRenderer, h, nextTick, shallowReactive, type VNode } from 'vue';
import { bannerWidget } from './banner-widget.ts';

/** An element of a page that nobody sees. */
interface Element {
  readonly type: string;
  readonly props: Record<string, unknown>;
  parent?: Element;
  children: Element[];
}

const create = (type: string): Element => ({ type, props: {}, children: [] });
const remove = (child: Element): void => {
  const { parent } = child;
  if (parent) parent.children = parent.children.filter((each) => each !== child);
};
const { createApp } = createRenderer<Element, Element>({
  createElement: create,
  createText: () => create('text'),
  createComment: () => create('comment'),
  setText() {},
  setElementText() {},
  patchProp(element, key, _before, value: unknown) {
    element.props[key] = value;
  },
  insert(child, parent, anchor) {
    remove(child);
    child.parent = parent;
    const at = anchor ? parent.children.indexOf(anchor) : parent.children.length;
    parent.children.splice(at, 0, child);
  },
  remove,
  parentNode: ({ parent }) => parent ?? null,
  nextSibling: (element) => {
    const { children = [] } = element.parent ?? {};
    return children[children.indexOf(element) + 1] ?? null;
  },
});

const within = (element: Element, name: string): Element | undefined =>
  element.props['class'] === name
    ? element
    : element.children.map((child) => within(child, name)).find((found) => found !== undefined);

describe('the banner of alarms', () => {
  const globals = ['document', 'ResizeObserver', 'getComputedStyle', 'requestAnimationFrame'] as const;
  const before = new Map(globals.map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)]));
  beforeEach(() => {
    const browser = {
      document: { querySelector: () => ({}) },
      ResizeObserver: class {
        observe(): void {}
        unobserve(): void {}
        disconnect(): void {}
      },
      getComputedStyle: () => ({ getPropertyValue: () => '' }),
      requestAnimationFrame: () => 0,
    };
    for (const name of globals)
      Object.defineProperty(globalThis, name, { configurable: true, writable: true, value: browser[name] });
  });
  afterEach(() => {
    for (const [name, descriptor] of before)
      if (descriptor) Object.defineProperty(globalThis, name, descriptor);
      else Reflect.deleteProperty(globalThis, name);
  });

  it('leads where its node says now: a deploy changes that while it stays in the page', async () => {
    const went: string[] = [];
    const pages = ['one', 'two'].map((id) => ({ path: `/${id}`, meta: { id } }));
    const given = shallowReactive({ id: 'w', props: { listPage: 'one' }, state: {} });
    const app = createApp({ render: (): VNode => h(bannerWidget, { ...given }) });
    app.config.globalProperties['$router'] = {
      getRoutes: () => pages,
      push: ({ path }: { readonly path: string }) => went.push(path),
    };
    app.config.warnHandler = () => {};
    const root = create('root');
    app.mount(root);
    const press = (): void => {
      const button = within(root, 'mw-al-to-list');
      assert.ok(button);
      (button.props['onClick'] as () => void)();
    };
    press();
    given.props = { listPage: 'two' };
    await nextTick();
    press();
    app.unmount();
    assert.deepEqual(went, ['/one', '/two']);
  });
});
