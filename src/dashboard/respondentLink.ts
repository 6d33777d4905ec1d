/** The address that respondents are given. */
export const respondentLink = (origin: string, survey: string): string => `${origin}/s/${survey}`;

/** Whether an address leads a phone to itself, and not to this computer. */
export const isOnlyHere = (hostname: string): boolean =>
  /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
