// One row of a timeline. A row that did not change is not drawn again.

import { Component } from "preact";
import type { Row } from "../../model/rows.ts";
import { Day, NewLine, NoticeLine } from "./lines.tsx";
import { Message } from "./message.tsx";
import type { MessageActs } from "./message-acts.ts";

interface Props {
  row: Row;
  direct: boolean;
  acts: MessageActs;
}

export class RowView extends Component<Props> {
  override shouldComponentUpdate({ row, direct }: Props) {
    return direct !== this.props.direct || !isSame(row, this.props.row);
  }

  override render({ row, direct, acts }: Props) {
    switch (row.type) {
      case "day":
        return <Day row={row} />;
      case "line":
        return <NewLine />;
      case "notice":
        return <NoticeLine row={row} />;
      case "message":
        return <Message row={row} direct={direct} acts={acts} />;
    }
  }
}

/** Messages keep their object while they are the same; the other rows are made anew and small. */
const isSame = (one: Row, other: Row): boolean =>
  one === other || (one.type !== "message" && JSON.stringify(one) === JSON.stringify(other));
