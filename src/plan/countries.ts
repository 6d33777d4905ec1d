/**
 * What the law of each country gives to a notice: names to print, and languages that it must be read in. The strictest law
 * decides which fields there are (`fields.ts`), so that a survey in one country is good enough in the others.
 */
import type { Words } from '../questionnaire/index.ts';
import type { Country } from './schema.ts';

export interface CountryLaw {
  /** Where complaints go. */
  readonly authority: Words;
  /** What the answers are collected on, if it is consent. */
  readonly basis: Words;
  /** Languages that the notice must be there in. */
  readonly languages: readonly string[];
}

const consentUnder = (law: Readonly<Record<'en' | 'ms' | 'fil' | 'th' | 'vi', string>>): Words => ({
  en: `your consent, under the ${law.en}`,
  ms: `persetujuan anda, di bawah ${law.ms}`,
  fil: `ang inyong pahintulot (consent), alinsunod sa ${law.fil}`,
  th: `ความยินยอมของท่าน ตาม${law.th}`,
  vi: `sự đồng ý của Ông/Bà, theo ${law.vi}`,
});

export const laws: Readonly<Record<Exclude<Country, 'several'>, CountryLaw>> = {
  MY: {
    authority: {
      en: 'the Personal Data Protection Department (Jabatan Perlindungan Data Peribadi)',
      ms: 'Jabatan Perlindungan Data Peribadi',
      fil: 'Jabatan Perlindungan Data Peribadi ng Malaysia',
      th: 'กรมคุ้มครองข้อมูลส่วนบุคคลของมาเลเซีย (Jabatan Perlindungan Data Peribadi)',
      vi: 'Cục Bảo vệ dữ liệu cá nhân Malaysia (Jabatan Perlindungan Data Peribadi)',
    },
    basis: consentUnder({
      en: 'Personal Data Protection Act 2010 (Act 709)',
      ms: 'Akta Perlindungan Data Peribadi 2010 (Akta 709)',
      fil: 'Personal Data Protection Act 2010 (Act 709) ng Malaysia',
      th: 'พระราชบัญญัติคุ้มครองข้อมูลส่วนบุคคล ค.ศ. 2010 ของมาเลเซีย (Act 709)',
      vi: 'Đạo luật Bảo vệ dữ liệu cá nhân 2010 của Malaysia (Act 709)',
    }),
    languages: ['ms', 'en'], // s. 7: the notice is in Malay and in English
  },
  PH: {
    authority: {
      en: 'the National Privacy Commission',
      ms: 'National Privacy Commission, Filipina',
      fil: 'National Privacy Commission',
      th: 'National Privacy Commission ของฟิลิปปินส์',
      vi: 'Ủy ban Quyền riêng tư quốc gia Philippines (National Privacy Commission)',
    },
    basis: consentUnder({
      en: 'Data Privacy Act of 2012 (Republic Act No. 10173)',
      ms: 'Data Privacy Act of 2012 (Republic Act No. 10173), Filipina',
      fil: 'Data Privacy Act of 2012 (Batas Republika Blg. 10173)',
      th: 'Data Privacy Act of 2012 (Republic Act No. 10173) ของฟิลิปปินส์',
      vi: 'Luật Quyền riêng tư dữ liệu năm 2012 của Philippines (Republic Act No. 10173)',
    }),
    languages: [],
  },
  TH: {
    authority: {
      en: 'the Office of the Personal Data Protection Committee',
      ms: 'Pejabat Jawatankuasa Perlindungan Data Peribadi, Thailand',
      fil: 'Office of the Personal Data Protection Committee ng Thailand',
      th: 'สำนักงานคณะกรรมการคุ้มครองข้อมูลส่วนบุคคล (สคส.)',
      vi: 'Văn phòng Ủy ban Bảo vệ dữ liệu cá nhân Thái Lan',
    },
    basis: consentUnder({
      en: 'Personal Data Protection Act B.E. 2562 (2019)',
      ms: 'Akta Perlindungan Data Peribadi B.E. 2562 (2019), Thailand',
      fil: 'Personal Data Protection Act B.E. 2562 (2019) ng Thailand',
      th: 'พระราชบัญญัติคุ้มครองข้อมูลส่วนบุคคล พ.ศ. 2562',
      vi: 'Luật Bảo vệ dữ liệu cá nhân của Thái Lan, Phật lịch 2562 (2019)',
    }),
    languages: [],
  },
  VN: {
    authority: {
      en: 'the Ministry of Public Security (Department A05)',
      ms: 'Kementerian Keselamatan Awam Vietnam (Jabatan A05)',
      fil: 'Ministry of Public Security ng Vietnam (A05)',
      th: 'กระทรวงความมั่นคงสาธารณะของเวียดนาม (กรม A05)',
      vi: 'Bộ Công an (Cục A05)',
    },
    basis: consentUnder({
      en: 'Law on Personal Data Protection No. 91/2025/QH15',
      ms: 'Undang-undang Perlindungan Data Peribadi No. 91/2025/QH15, Vietnam',
      fil: 'Law on Personal Data Protection No. 91/2025/QH15 ng Vietnam',
      th: 'กฎหมายคุ้มครองข้อมูลส่วนบุคคล เลขที่ 91/2025/QH15 ของเวียดนาม',
      vi: 'Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15',
    }),
    languages: [],
  },
};
