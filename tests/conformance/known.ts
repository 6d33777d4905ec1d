/**
 * Why a scenario does not end as in the reference engine. Each entry was looked into; what is not here is a bug to be found.
 * A reason is no excuse: the scenario counts as failed all the same.
 */
const reasons: Readonly<Record<string, string>> = {
  sc3a871d0ac:
    'A formula that an XForm sets at the first load only, inside a repeat: our defaults are worked out for added instances, too. XLSForm cannot say the one without the other.',
  s0d90f76e6a:
    'The test edits a submission that it has read before; the trace does not hold it, and begins with its answers.',
  s43c1f14e3e:
    'A form sets a value in a repeat from outside it, without saying in which instance. The reference throws while answering; an interview must never stop, so we set it in all of them.',
  s50e7f7d478: 'A bind of an XML attribute. Answers have no attributes here, nor can XLSForm make any.',
  sa1f09fb109:
    'A date-time as the default of a date that nobody is asked: the reference cuts off the time, we keep what the author wrote.',
  s000b5a7d60:
    'Rows within rows of a secondary instance. A choice list is a table here, as in XLSForm, CSV and GeoJSON.',
  s38212aa8d7:
    'XML attributes as columns of a secondary instance. The columns of a list are elements here; XLSForm, CSV and GeoJSON have no attributes.',
  secd0c82363:
    'A condition on a repeat that differs from instance to instance. Ours is worked out once for the whole repeat (README of the questionnaire’s room); conditions that differ belong on a group inside it.',
  s748da55a36:
    'Choices that come from the instances of a repeat. The importer tells the author (list-from-answers) and asks for text instead.',
};

export const reasonFor = ({ id }: { readonly id: string }): string | undefined => reasons[id];
