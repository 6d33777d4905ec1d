/** What the officials of the journeys answer, and the scores that follow (questionnaire specification §5.4). */
import { officials, questions } from './words.ts';

/** By question: a code, several codes, or typed words. A question that is not here is left blank. */
export type Plan = Readonly<Record<string, string | readonly string[]>>;

const profile: Plan = {
  scr_public: 'yes',
  country: 'TH',
  gov_level: 'local',
  work_field: 'health',
  role: 'front',
  tenure: 'y5_9',
};
const reversed = new Set(
  (officials.scores ?? []).flatMap((score) => ('reversed' in score ? score.reversed : [])),
);
const statements = questions.filter(({ list }) => list === 'agree5').map(({ name }) => name);

const positive = (high: string, low: string): Plan =>
  Object.fromEntries(statements.map((name) => [name, reversed.has(name) ? low : high]));

/** Vector D of the specification: extremes, don’t know, not applicable and one blank, and every other kind of question. */
export const vectorD: Plan = {
  ...profile,
  ...without(
    {
      ...positive('5', '1'),
      ...{
        int_02: '98',
        int_03: '97',
        cre_03: '98',
        rsk_03: '4',
        rsk_01: '2',
        rsk_04: '4',
        rsk_02: '3',
        brd_pol: '97',
      },
      ...{
        brd_tech: '4',
        exp_03: '98',
        eff_01: '97',
        inc_01: '4',
        eff_02: '97',
        inc_02: '3',
        str_01: '98',
        res_03: '5',
      },
      ...{ str_02: '98', aln_02: '3', res_01: '2' },
    },
    'rsp_02',
  ),
  has_strategy: 'prep',
  has_unit: 'no',
  has_cino: '98',
  idea_times: 'n1_2',
  innov_areas: ['service', 'digital'],
  barriers: ['time', 'other'],
  barriers_other: 'แบบฟอร์มกระดาษ “ซ้ำซ้อน”, มากเกินไป',
  overall: '7',
  open_help: '=เวลา 1 วันต่อสัปดาห์',
  area1: 'th_ne',
  age: 'a30_39',
  gender: '99',
};

/** Blank where too few items were answered. */
export const scoresOfD: Readonly<Record<string, number | null>> = {
  ...{ s_int: null, s_cre: 100, s_par: 100, s_rsk: 43.75, s_exp: 100, s_brd: 100, s_val: null, s_eff: null },
  ...{ s_rsp: null, s_inc: 62.5, s_str: null, s_aln: 83.33, s_res: 41.67, s_tec: 25 },
  ...{ idx_culture: 85.94, idx_enable: 62.5, idx_value: null },
};

/** As little as one may: what must be answered, and one statement. */
export const fewAnswers: Plan = {
  scr_public: 'yes',
  country: 'VN',
  gov_level: 'nat_hq',
  role: 'prof',
  int_01: '4',
};

function without(plan: Plan, ...names: string[]): Plan {
  return Object.fromEntries(Object.entries(plan).filter(([name]) => !names.includes(name)));
}
