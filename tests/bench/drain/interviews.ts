/** Interviews as officials give them: every question answered, two of them at length, in Thai; about five kilobytes each. */
import { randomBytes } from 'node:crypto';
import type { Answers, Item, Questionnaire } from '../../../src/questionnaire/index.ts';
import { type Submission, submissionIdFor, toBody } from '../../../src/submission/index.ts';

export interface Waiting {
  readonly id: string;
  readonly survey: string;
  readonly questionnaire: string;
  readonly language: string;
  readonly finishedAt: string;
  readonly keptAt: string;
  readonly body: string;
  readonly hash: string;
}

/** Gives the same ones again for the same `chance`. */
export function finishedInterviews(
  count: number,
  { survey, hash, questionnaire }: { survey: string; hash: string; questionnaire: Questionnaire },
  chance: () => number,
): Waiting[] {
  const now = new Date();
  const day = now.toISOString().slice(0, 10);
  return Array.from({ length: count }, (_, at) => {
    const submission: Submission = {
      format: 1,
      id: submissionIdFor('anonymous', now, randomBytes(16)),
      survey,
      questionnaire: hash,
      language: 'th',
      mode: 'self',
      startedAt: day,
      finishedAt: day,
      pages: Object.fromEntries(questionnaire.items.map(({ name }) => [name, Math.round(90_000 * chance())])),
      app: '0.1.0',
      consent: { question: 'consent', answer: 'agree', language: 'th', givenAt: day },
      answers: answersTo(questionnaire, questionnaire.items, chance),
    };
    return {
      ...toBody(submission),
      id: submission.id,
      survey,
      questionnaire: hash,
      language: 'th',
      finishedAt: day,
      keptAt: new Date(now.getTime() - (count - at) * 1_000).toISOString(),
    };
  });
}

/** What the whole questionnaire hangs on; the rest is as it comes. */
const settled: Answers = { consent: 'agree', scr_public: 'yes' };

function answersTo({ lists }: Questionnaire, items: readonly Item[], chance: () => number): Answers {
  const one = <T>(of: readonly T[]): T => of[Math.floor(chance() * of.length)] as T;
  const answers: Record<string, Answers[string]> = {};
  for (const item of items) {
    const { name, kind } = item;
    if (kind === 'group') answers[name] = answersTo({ lists } as Questionnaire, item.items, chance);
    else if (settled[name] !== undefined) answers[name] = settled[name];
    else if (kind === 'integer') answers[name] = Math.floor(chance() * 11);
    else if (kind === 'text' && name.startsWith('open_')) answers[name] = sentences(chance, one);
    else if (kind === 'one' || kind === 'many') {
      const choices = (lists[item.list ?? '']?.choices ?? []).filter(
        (choice) => choice.columns === undefined,
      );
      const plain = choices.map((choice) => choice.name).filter((code) => !special.has(code));
      if (plain.length > 0) answers[name] = kind === 'one' ? one(plain) : [one(plain)];
    }
  }
  return answers;
}

const special = new Set(['none', 'other', '98', '99']);

const words =
  `หน่วยงาน ผู้บริหาร ประชาชน งบประมาณ ขั้นตอน เอกสาร ระบบ ข้อมูล เวลา ระเบียบ การประชุม ความคิดใหม่ ทดลอง เรียนรู้
  สนับสนุน รับฟัง อนุมัติ ปรับปรุง ลดลง รวดเร็ว ชัดเจน ร่วมมือ ภาคเอกชน ท้องถิ่น อำเภอ จังหวัด ส่วนกลาง เทคโนโลยี บุคลากร
  ฝึกอบรม ติดตาม ประเมินผล ไม่เพียงพอ ต้องการ สามารถ ควรจะ เพราะว่า อย่างไรก็ตาม ในขณะเดียวกัน โดยเฉพาะ`.split(/\s+/);

/** As long as the question allows: 600 characters. */
function sentences(chance: () => number, one: <T>(of: readonly T[]) => T): string {
  let text = '';
  while (text.length < 560) text += one(words) + (chance() < 0.15 ? ` ${Math.round(chance() * 2_569)} ` : '');
  return text.slice(0, 600);
}
