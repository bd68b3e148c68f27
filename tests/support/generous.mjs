// High limits for tests that are not about limits: everyone here shares one address and posts fast.
export const GENEROUS = {
  SIGN_INS_PER_ADDRESS_PER_HOUR: "1000000",
  REGISTRATIONS_PER_ADDRESS_PER_HOUR: "1000000",
  POST_BURST: "100000",
  POST_PER_SECOND: "100000",
};
