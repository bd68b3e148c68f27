// A component that is drawn again only when one of its properties is another, or when the caller
// says that they differ.

import { Component, h, type FunctionComponent, type VNode } from "preact";

export function memo<P extends object>(
  draw: (props: P) => VNode,
  isSame: (before: P, after: P) => boolean = areEqual,
): FunctionComponent<P> {
  class Memo extends Component<P> {
    override shouldComponentUpdate(next: P) {
      return !isSame(this.props, next);
    }
    override render() {
      return h(draw, this.props);
    }
  }
  return (props) => h(Memo, props);
}

function areEqual(held: object, next: object): boolean {
  const [before, after] = [new Map(Object.entries(held)), Object.entries(next)];
  return before.size === after.length && after.every(([key, value]) => before.get(key) === value);
}
