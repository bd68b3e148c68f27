// The account: my name, where I am signed in, and how to sign out.

import { h, say } from "./dom.ts";
import { avatar } from "./avatar.ts";
import { askingOnce, button } from "./buttons.ts";
import { confirm } from "./dialog.ts";
import { listing } from "./listing.ts";
import { paneHead } from "./pane.ts";
import { agoWords, fullWords } from "./words.ts";

export function settingsView(app) {
  const directory = app.directories.sessions;
  const { you } = app.store.state.session;
  const list = listing(directory, {
    label: "Where you are signed in",
    make: ({ item }) => sessionLine(item, app),
    none: () => "",
  });
  const others = button("Sign out everywhere else", () =>
    confirm({
      title: "Sign out everywhere else?",
      text: "All other browsers and programs that use your account will be signed out.",
      yes: "Sign out the others",
      act: async () => {
        await app.api.endOtherSessions();
        await directory.search("");
      },
    }),
  );
  const out = button("Sign out", () => leave(app), { class: "button button-danger" });
  directory.search("");
  return {
    el: h(
      "section",
      { class: "pane" },
      paneHead("Settings"),
      h(
        "div",
        { class: "pane-body" },
        h(
          "div",
          { class: "me" },
          avatar({ id: you.handle, name: you.handle, size: "l" }).el,
          h(
            "div",
            {},
            h("p", { class: "me-name" }, you.handle),
            h("p", { class: "item-note" }, "Your name, as others see it"),
          ),
        ),
        h("h2", { class: "section-title" }, "Where you are signed in"),
        list.el,
        h("div", { class: "settings-acts" }, others, out),
      ),
    ),
    update(state) {
      list.update(state.sessions, { now: app.clock.now() });
      others.hidden = state.sessions.items.filter((one) => !one.current).length === 0;
    },
  };
}

/** Unsent messages would be lost, so ask first. */
function leave(app) {
  const unsent = Object.values(app.store.state.outbox)
    .flat()
    .filter((post) => post.state !== "sent").length;
  confirm({
    title: "Sign out?",
    yes: "Sign out",
    act: () => app.account.signOut(),
    text: unsent
      ? "Some of your messages have not been sent yet and would be lost."
      : "Drafts on this device will be removed. Your conversations stay.",
  });
}

function sessionLine(session, app) {
  const note = h("span", { class: "item-note" });
  const end = h(
    "button",
    { type: "button", class: "button button-quiet", "aria-label": `End ${session.label}` },
    "End",
  );
  end.addEventListener(
    "click",
    askingOnce(
      end,
      async () => {
        await app.api.endSession(session.id);
        await app.directories.sessions.search("");
      },
      app.complain,
    ),
  );
  end.hidden = session.current;
  return {
    el: h(
      "li",
      {
        class: "item",
        data: { session: session.id },
        title: `Since ${fullWords(session.created_at)}`,
      },
      h(
        "span",
        { class: "item-body" },
        h("span", { class: "item-title" }, session.label || "Unnamed"),
        note,
      ),
      end,
    ),
    update: ({ item, now }) =>
      say(note, item.current ? "This device" : `Used ${agoWords(item.used_at, now)}`),
  };
}
