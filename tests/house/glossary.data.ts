/** The glossary's decisions as data. Whoever changes a word here changes it everywhere: `npm run check` shows where. */
import type { Language } from './words.ts';

type Wordings = Readonly<Record<string, Readonly<Record<string, Readonly<Record<Language, string>>>>>>;

const row = (en: string, ms: string, fil: string, th: string, vi: string) => ({ en, ms, fil, th, vi });

/** §3: one wording everywhere, by choice list and code; `special` holds in every list. */
export const agreedScales: Wordings = {
  agree5: {
    '1': row(
      'Strongly disagree',
      'Sangat tidak setuju',
      'Lubos na hindi sumasang-ayon',
      'ไม่เห็นด้วยอย่างยิ่ง',
      'Hoàn toàn không đồng ý',
    ),
    '2': row('Disagree', 'Tidak setuju', 'Hindi sumasang-ayon', 'ไม่เห็นด้วย', 'Không đồng ý'),
    '3': row(
      'Neither agree nor disagree',
      'Antara setuju dengan tidak setuju',
      'Nasa gitna: hindi sang-ayon at hindi rin tutol',
      'เห็นด้วยและไม่เห็นด้วยพอ ๆ กัน',
      'Trung lập (không đồng ý cũng không phản đối)',
    ),
    '4': row('Agree', 'Setuju', 'Sumasang-ayon', 'เห็นด้วย', 'Đồng ý'),
    '5': row('Strongly agree', 'Sangat setuju', 'Lubos na sumasang-ayon', 'เห็นด้วยอย่างยิ่ง', 'Hoàn toàn đồng ý'),
  },
  exist4: {
    prep: row(
      'Not yet, but being prepared',
      'Belum ada, sedang disediakan',
      'Wala pa, ngunit inihahanda',
      'ยังไม่มี แต่อยู่ระหว่างจัดทำ',
      'Chưa có, đang xây dựng',
    ),
  },
  special: {
    '97': row('Not applicable', 'Tidak berkenaan', 'Hindi naaangkop', 'ไม่เกี่ยวข้อง', 'Không áp dụng'),
    '98': row('Don’t know', 'Tidak tahu', 'Hindi alam', 'ไม่ทราบ', 'Không biết'),
    '99': row(
      'Prefer not to say',
      'Tidak mahu menyatakan',
      'Mas pinipiling hindi sabihin',
      'ไม่ประสงค์จะตอบ',
      'Không muốn trả lời',
    ),
  },
};

const list = (words: string): readonly string[] => words.split(',').map((word) => word.trim());

export const bannedWords: Readonly<Record<Language, readonly string[]>> = {
  en: list('organization, organizations, organizational, Vietnam, e-mails'),
  // §5.1 Indonesian; §4 too familiar; §3 rejected midpoints; §5.2 false friends
  ms: list(
    `pemerintah, kantor, kebijakan, informasi, dinas, departemen, ASN, kuesioner, angket, jawaban, karena, bahwa, butuh, bisa,
    pelayanan, layanan, unduh, unggah, daring, luring, pengaturan, hapus, perangkat, surel, email, anggaran, pelatihan,
    jenis kelamin, usia, karyawan, negara bagian, provinsi, kabupaten, persen, gratis, silakan, mohon, berkelanjutan, uji coba,
    percontohan, berbeda, kirim, sinkronkan, kata sandi, data pribadi, ide, sumber daya, kamu, awak, engkau, tidak pasti,
    kurang setuju, ragu-ragu, sulit, polisi, temu duga, kesalahan, warganegara`,
  ),
  fil: list(
    `ka, mo, iyo, iyong, ikaw, talatinigan, ahensya, probinsya, kompidensyal, hindi tiyak, undecided, walang kinikilingan`,
  ),
  th: list(
    'ครับ, ค่ะ, คะ, คุณ, เธอ, ไม่รู้, ไม่แน่ใจ, ล้มเหลว, พลเมือง, หุ้นส่วน, พนักงานสอบสวน, กลยุทธ์, ข้าราชการ, การปฏิรูป',
  ),
  vi: list(
    `bạn, quý vị, các đồng chí, không có ý kiến, thất bại, sai phạm, xã hội dân sự, công dân, sáng kiến, điều tra viên,
    rất đồng ý, rất không đồng ý, Vietnam`,
  ),
};

interface Pattern {
  readonly pattern: RegExp;
  readonly what: string;
}

export const bannedPatterns: Readonly<Record<Language, readonly Pattern[]>> = {
  en: [
    // §4: no contractions; the scale's “Don’t know” is agreed
    { pattern: /\b(?!Don’t know)\p{L}+(n’t|’re|’ve|’ll)\b/u, what: 'a contraction' },
  ],
  ms: [{ pattern: /\bdi (hantar|simpan|padam|jawab|baca)\b/iu, what: 'the passive di- is joined' }],
  fil: [{ pattern: /[áàâéèêíìîóòôúùû]/iu, what: 'an accent mark in running text' }],
  th: [
    { pattern: /[^\u00a0]ๆ|^ๆ/u, what: 'ๆ without a no-break space before it' },
    { pattern: /ๆ(?![\s\u00a0)”’]|$)/u, what: 'ๆ without a space after it' },
    { pattern: /\u0e4d\u0e32/u, what: 'ำ in two parts' },
    { pattern: /[๐-๙]/u, what: 'Thai digits' },
    { pattern: /(?<![A-Z])\.$/u, what: 'a full stop at the end' },
    { pattern: /ความผิด(?!พลาด|ปกติ)/u, what: 'ความผิด is an offence' },
  ],
  vi: [
    // §4: hóa, hòa, thủy, khỏe; the mark moves only in an open syllable, and `qu` is a consonant
    { pattern: /o[áàảãạéèẻẽẹ](?!\p{L})/iu, what: 'the tone mark goes on the o: hóa, khỏe' },
    { pattern: /(?<!q)u[ýỳỷỹỵ](?!\p{L})/iu, what: 'the tone mark goes on the u: thủy' },
  ],
};
