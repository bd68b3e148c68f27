// The card before the chat in English.

const NOTICES: Readonly<Record<string, string>> = {
  signed_out: "You have been signed out.",
  signed_out_in_another_tab: "You signed out in another tab.",
  no_cookies:
    "This browser does not keep cookies for this address, so you cannot stay signed in. " +
    "Allow cookies and try again.",
};

export const signIn = {
  in: {
    title: "Welcome back",
    act: "Sign in",
    other: "Create an account",
    ask: "New here?",
  },
  new: {
    title: "Create your account",
    act: "Create account",
    other: "Sign in instead",
    ask: "Already have an account?",
  },
  name: "Name",
  nameHint: "2–32 letters, digits, dots, dashes or underscores.",
  nameMissing: "Please enter your name.",
  password: "Password",
  passwordHint: "At least 8 characters.",
  passwordMissing: "Please enter your password.",
  show: "Show",
  hide: "Hide",
  showPassword: "Show password",
  /** Why the person is not signed in any more, by its code. */
  notice: (code: string) => NOTICES[code] ?? code,
};
