// A person at the page in a real browser: clicks, types and reads as people do.
import { randomBytes } from "node:crypto";
import { Witness } from "./witness.mjs";

export const PASSWORD = "correct horse battery staple";
const PATIENCE_MS = 20_000;

export class Guest {
  /**
   * A person with (almost) this name at the sign-in card. `options` are those of a browser
   * context: viewport, colorScheme …
   */
  static async arrive(browser, url, name, options = {}) {
    const context = await browser.newContext({ baseURL: url, reducedMotion: "reduce", ...options });
    context.setDefaultTimeout(PATIENCE_MS);
    const guest = new Guest(context, `${name}-${randomBytes(3).toString("hex")}`);
    await guest.open();
    return guest;
  }

  constructor(context, handle) {
    Object.assign(this, { context, handle, tabs: [] });
  }

  async open(path = "/") {
    this.page = await this.context.newPage();
    this.witness = new Witness(this.page);
    await this.page.goto(path);
    return this;
  }

  /** The same person in another tab of the same browser. */
  tab(path = "/") {
    const tab = new Guest(this.context, this.handle);
    this.tabs.push(tab);
    return tab.open(path);
  }

  async register() {
    await this.click("Create an account");
    await this.#enter("Create account");
    return this;
  }

  async signIn(handle = this.handle) {
    this.handle = handle;
    await this.#enter("Sign in");
    return this;
  }

  async #enter(act) {
    await this.page.getByRole("textbox", { name: "Name" }).fill(this.handle);
    await this.page.getByRole("textbox", { name: "Password" }).fill(PASSWORD);
    await this.click(act);
    await this.is("live");
  }

  /** Waits until the page reports this connection: live, connecting, offline, fallback, polling. */
  async is(connection) {
    await this.page.locator(`body[data-session=in][data-connection=${connection}]`).waitFor();
  }

  async isNow(connection) {
    return (await this.page.locator("body").getAttribute("data-connection")) === connection;
  }

  /** Signs out by the button in Settings, which asks once more. */
  async signOut() {
    await this.go("Settings");
    await this.click("Sign out");
    await this.click("Sign out", this.dialog("Sign out?"));
    await this.isSignedOut();
  }

  isSignedOut() {
    return this.page.locator("body[data-session=out]").waitFor();
  }

  button(name, within = this.page) {
    return within.getByRole("button", { name, exact: true });
  }

  click(name, within = this.page) {
    return this.button(name, within).click();
  }

  /** Opens a view through the main navigation: Conversations, People, Groups or Settings. */
  go(place) {
    return this.page
      .getByRole("navigation", { name: "Main" })
      .getByRole("link", { name: place })
      .click();
  }

  /**
   * Finds a person in People and opens the conversation with them. `way`: "live", or the expected
   * one.
   */
  async writeTo(handle, way) {
    await this.go("People");
    await this.page.getByRole("searchbox", { name: "Search people" }).fill(handle);
    await this.page
      .getByRole("list", { name: "People" })
      .getByRole("button", { name: handle })
      .click();
    await this.at(handle, way);
  }

  /** Waits until the conversation of this name is in view and live. */
  async at(title, way = "live") {
    await this.page.getByRole("heading", { level: 1, name: title, exact: true }).waitFor();
    await this.page.locator(".conversation[data-live]:not([data-live=false])").waitFor();
    await this.is(way);
  }

  /** Creates a group. Returns the conversation's id. */
  async makeGroup(title, { topic = "", isPrivate = false } = {}) {
    await this.page
      .getByRole("region", { name: "Conversations" })
      .getByRole("button", { name: "New group" })
      .click();
    const dialog = this.dialog("New group");
    await dialog.getByRole("textbox", { name: "Group name" }).fill(title);
    await dialog.getByRole("textbox", { name: /^Topic/ }).fill(topic);
    if (isPrivate) await dialog.getByRole("radio", { name: "Private" }).check();
    await this.click("Create group", dialog);
    await this.at(title);
    return this.conversation();
  }

  /** Finds a public group and joins it. */
  async join(title, way) {
    await this.go("Groups");
    await this.page.getByRole("searchbox", { name: "Search groups" }).fill(title);
    await this.click(`Join ${title}`);
    await this.at(title, way);
  }

  dialog(name) {
    return this.page.getByRole("dialog", { name });
  }

  /** The id of the conversation in view. */
  conversation() {
    return new URL(this.page.url()).hash.split("/")[2];
  }

  /** The line of a conversation in the inbox. */
  line(title) {
    return this.page
      .getByRole("region", { name: "Conversations" })
      .getByRole("listitem")
      .filter({ hasText: title });
  }

  async openLine(title, way) {
    await this.line(title).getByRole("link").click();
    await this.at(title, way);
  }

  get composer() {
    return this.page.getByRole("textbox", { name: "Message" });
  }

  async say(...texts) {
    for (const text of texts) {
      await this.composer.fill(text);
      // On a touch keyboard Enter makes a new line.
      const key = await this.composer.getAttribute("enterkeyhint");
      if (key === "send") await this.composer.press("Enter");
      else await this.click("Send");
    }
  }

  /** The message with this text, in this state if one is given. */
  message(text, state = "sent") {
    const body = this.page.locator("[data-part=body]").filter({ hasText: exactly(text) });
    return this.page.locator(`article.message[data-state=${state}]`).filter({ has: body });
  }

  /** Waits until the page shows all of these messages as stored. */
  async sees(...texts) {
    for (const text of texts) await this.message(text).first().waitFor();
  }

  /** The messages in the timeline: [{ text, state, seq, mine }], from top to bottom. */
  messages() {
    return this.page.locator("article.message").evaluateAll((all) =>
      all.map((one) => ({
        text: one.querySelector("[data-part=body]")?.textContent ?? "",
        state: one.dataset.state,
        seq: one.dataset.seq ? Number(one.dataset.seq) : null,
        mine: one.dataset.mine === "true",
      })),
    );
  }

  /** How many nodes the document has, of every kind. */
  nodes() {
    return this.page.evaluate(() => {
      const walk = document.createTreeWalker(document, NodeFilter.SHOW_ALL);
      let count = 0;
      while (walk.nextNode()) count += 1;
      return count;
    });
  }

  get timeline() {
    return this.page.getByRole("log", { name: "Timeline" });
  }

  async texts() {
    return (await this.messages()).map(({ text }) => text);
  }

  /** Their own id. */
  async id() {
    return (await (await this.context.request.get("/api/me")).json()).you.id;
  }

  /** The messages of a conversation as the server has stored them. */
  async stored(conversation = this.conversation()) {
    const path = `/api/conversations/${conversation}/timeline?limit=100`;
    const { items } = await (await this.context.request.get(path)).json();
    return items.filter(({ kind }) => kind === "message");
  }

  /** Waits until the title of the tab is this. */
  titled(title) {
    return this.page.waitForFunction((title) => document.title === title, title);
  }

  /** For a failed scene: what happened in each tab. */
  async story() {
    const stories = [this, ...this.tabs].map(({ witness }) => witness?.story(this.handle));
    return (await Promise.all(stories)).join("");
  }
}

function exactly(text) {
  return new RegExp(`^${text.replace(/[$()*+.?[\\\]^{|}]/g, "\\$&")}$`);
}
