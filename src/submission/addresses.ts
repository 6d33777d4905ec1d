/** Addresses that people are given on paper. */

/** The address that respondents are given. */
export const respondentLink = (origin: string, survey: string): string => `${origin}/s/${survey}`;

/** Where an enumerator's device enrols. */
export const enrolAddress = (origin: string): string => `${origin}/enrol`;

/** The same with the code, for a camera. What stands after `#` is sent to no server, and so to no log. */
export const enrolLink = (origin: string, code: string): string => `${enrolAddress(origin)}#${code}`;
