/** A plan that nothing is missing in. */
import type { SurveyPlan } from '../../src/plan/index.ts';
import { type Questionnaire, versionOf } from '../../src/questionnaire/index.ts';

export const wholePlan = (questionnaire: Questionnaire, changes: Partial<SurveyPlan> = {}): SurveyPlan => ({
  title: { en: 'Innovation culture 2026', th: 'วัฒนธรรมนวัตกรรม 2569' },
  questionnaire: versionOf(questionnaire),
  languages: ['th', 'en'],
  defaultLanguage: 'th',
  privacy: 'anonymous',
  country: 'TH',
  inserts: {
    organisation: { words: { en: 'the Office of the Public Sector', th: 'สำนักงานภาครัฐ' } },
    purpose: { words: { en: 'a study of innovation', th: 'การศึกษาด้านนวัตกรรม' } },
    contact: { words: 'study@agency.example' },
    officer: { words: 'dpo@agency.example' },
    legal_basis: { words: { en: 'your consent', th: 'ความยินยอมของท่าน' } },
    recipients: { words: { en: 'the survey team alone', th: 'ทีมสำรวจเท่านั้น' } },
    sensitive: { words: { en: 'none', th: 'ไม่มี' } },
    retention_date: { day: '2028-12-31' },
    transfer_abroad: { words: 'no' },
    authority: { words: { en: 'the data protection office', th: 'สคส.' } },
  },
  ...changes,
});
