// The timeline of one conversation on the screen: the rows of drawing.ts, placed by scroller.ts.

import { Component, createRef } from "preact";
import { rowsFor } from "../../model/slice.ts";
import type { Timeline as Held } from "../../model/timeline.ts";
import type { App } from "../app.ts";
import { MessageBar } from "./bar.tsx";
import { Drawing, type Mine } from "./drawing.ts";
import { Jump } from "./edges.tsx";
import { jump, markReached } from "./jump.ts";
import { endKey } from "./keys.ts";
import { Log } from "./log.tsx";
import type { MessageActs } from "./message-acts.ts";
import { Scroller } from "./scroller.ts";

interface Props {
  app: App;
  held: Held;
  mine: Mine;
  acts: MessageActs;
}

/** Where to scroll after the next drawing. Null keeps the row in view. */
type Goal = "place" | "start" | "end" | "latest" | null;

export class Timeline extends Component<Props, { atEnd: boolean }> {
  override state = { atEnd: false };
  #log = createRef<HTMLDivElement>();
  #list = createRef<HTMLDivElement>();
  #scroller: Scroller | null = null;
  #drawing = new Drawing(this.props.held, () => rowsFor(this.#log.current?.clientHeight ?? 0));
  /** The place where the reader was brought to; undefined: to none yet. */
  #place: number | null | undefined;
  #goal: Goal = null;
  #postCount = 0;
  #acts: MessageActs = { ...this.props.acts, jump: (from, seq) => this.#jumpTo(from, seq) };
  /** The reader has seen everything up to here, though another window may have the focus. */
  #seenUpTo = 0;

  override componentDidMount() {
    const [log, list] = [this.#log.current, this.#list.current];
    if (!log || !list) return;
    this.#scroller = new Scroller(log, list, {
      atEnd: (atEnd) => this.#ended(atEnd),
      nearTop: this.#earlier,
      nearEnd: this.#later,
    });
    this.props.app.attention.place = () => this.#scroller?.seq ?? null;
    this.#go(this.#scroller);
  }

  override componentWillUnmount() {
    this.#scroller?.stop();
    this.props.app.attention.left();
  }

  override getSnapshotBeforeUpdate() {
    this.#scroller?.note();
  }

  override componentDidUpdate() {
    if (this.#scroller) this.#go(this.#scroller);
  }

  #go(scroller: Scroller) {
    const goal = this.#goal;
    this.#goal = null;
    if (goal === "latest") this.#toLatest();
    else if (goal === "start") scroller.toStart();
    else if (goal === "end") scroller.toEnd();
    else if (goal === "place") this.#toPlace(scroller);
    else scroller.hold();
    // Only now: if rows have just come below the reader, that was not the end.
    scroller.sticks = this.#drawing.reachesEnd;
    this.#saw();
  }

  /** To the first new message at first, and to the reader's place later. */
  #toPlace(scroller: Scroller) {
    const { at } = this.props.held;
    const isFirst = this.#place === undefined;
    const isEnd = at === null && !isFirst;
    this.#place = at;
    // On the way to a message the view may have shown the end, which nobody has seen so.
    if (at !== null) this.#seenUpTo = 0;
    if (isFirst) this.forceUpdate(); // It shows the way to the end.
    const mark = isEnd ? null : this.#list.current?.children[this.#drawing.placeOf(at)];
    scroller.start(mark instanceof HTMLElement ? mark : null);
    if (at !== null) markReached(this.#list.current, mark ?? null);
  }

  #ended(atEnd: boolean) {
    this.#saw();
    if (atEnd !== this.state.atEnd) this.setState({ atEnd });
  }

  /** The rows may reach the end of the timeline now without a scroll. */
  #saw() {
    const { app, held } = this.props;
    const isAtEnd = this.#scroller?.atEnd === true && this.#drawing.reachesEnd;
    // While it is not live, what is there may be about to go.
    const sees = isAtEnd && held.live && this.#place !== undefined;
    if (sees) this.#seenUpTo = held.last ?? 0;
    app.attention.atEnd = sees;
  }

  #earlier = () => {
    if (this.#drawing.earlier()) this.forceUpdate();
    else void this.props.app.conversations.older(this.props.held.id);
  };

  #later = () => {
    if (this.#drawing.later()) this.forceUpdate();
    else void this.props.app.conversations.newer(this.props.held.id);
  };

  #toStart() {
    this.#goal = "start";
    this.#drawing.toStart();
    this.forceUpdate();
  }

  #toLatest = () => {
    const { app, held } = this.props;
    this.#goal &&= "end"; // Where an earlier key leads may not be drawn yet.
    if (this.#drawing.reachesEnd) return this.#scroller?.toEnd(true);
    if (held.at !== null) {
      // Leaves the message that the address names.
      app.go({ place: "conversation", id: held.id, at: null });
      return app.conversations.latest(held.id);
    }
    this.#goal = "end";
    this.#drawing.toEnd();
    return this.forceUpdate();
  };

  /** The button disappears at the end, so the log takes the focus. */
  #jump = () => {
    this.#log.current?.focus({ preventScroll: true });
    this.#toLatest();
  };

  /** The address may name the message already. */
  #jumpTo(from: number | null, seq: number) {
    const { app, held } = this.props;
    if (held.at === seq) this.#place = -1;
    jump(app, held.id, from, seq);
    this.forceUpdate();
  }

  #pressed = (event: KeyboardEvent) => {
    const end = event.target === this.#log.current ? endKey(event) : null;
    if (end === null) return;
    event.preventDefault();
    return end === "start" ? this.#toStart() : this.#toLatest();
  };

  /** Decides what to draw, and where to scroll then. */
  #choose() {
    const [{ held, mine }, drawing] = [this.props, this.#drawing];
    // After a reset the reader begins anew, at the first new message.
    if (drawing.take(held, mine)) [this.#place, this.#seenUpTo] = [undefined, 0];
    const isMine = mine.posts.length > this.#postCount && this.#place !== undefined;
    this.#postCount = mine.posts.length;
    if (held.live && this.#place !== held.at) {
      this.#goal = "place";
      const seq = held.at ?? (this.#place === undefined ? held.line : null);
      return seq === null ? drawing.toEnd() : drawing.toItem(seq);
    }
    // After posting, a person wants to see their own message.
    if (isMine) this.#goal = drawing.isLatest ? "end" : "latest";
    if (isMine && !drawing.reachesEnd) return drawing.toEnd();
    return drawing.keep(this.#scroller?.readsEnd ?? true);
  }

  override render({ held }: Props, { atEnd }: { atEnd: boolean }) {
    this.#choose();
    this.#drawing.make();
    const isQuiet = atEnd && this.#drawing.reachesEnd;
    return (
      <div class="timeline">
        <Log
          log={this.#log}
          list={this.#list}
          drawing={this.#drawing}
          held={held}
          acts={this.#acts}
          isQuiet={isQuiet}
          pressed={this.#pressed}
          earlier={this.#earlier}
          later={this.#later}
        />
        <MessageBar acts={this.#acts} />
        {!isQuiet && this.#place !== undefined && (
          <Jump held={held} after={this.#seenUpTo} go={this.#jump} />
        )}
      </div>
    );
  }
}
