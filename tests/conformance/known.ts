/**
 * Why a scenario or a replayed form does not end as in the reference engine. Each entry was looked into; what is not here is a
 * bug to be found. A reason is no excuse: it counts as failed all the same.
 */
const reasons: Readonly<Record<string, string>> = {
  s0d90f76e6a:
    'The test edits a submission that it has read before; the trace does not hold it, and begins with its answers.',
  s43c1f14e3e:
    'A form sets a value in a repeat from outside it, without saying in which instance. The reference throws while answering; an interview must never stop, so we set it in all of them.',
  s2ffee28931:
    'A CSV with an empty line after each row. The reference offers the empty lines as choices without a name; nobody could choose them.',
  'cht-core__enketo_widgets_test.xlsx':
    'A group asks within itself whether it is needed, of an answer with a default. As in Collect and Enketo it is; the reference never shows it.',
  'cht-core__large_cha.xlsx':
    'A group asks within itself whether it is needed, of an answer with a default. As in Collect and Enketo it is; the reference never shows it.',
  'onadata__Enumerator_Training_Practice_Survey.xlsx':
    'The words that `or_other` adds for people: ours are the glossary’s, in five languages.',
  'onadata__good_eats_multilang.xlsx':
    'The words that `or_other` adds for people: ours are the glossary’s, in five languages.',
  'onadata__external_choice_form_v1.xlsx':
    'The reference takes an external list for text, and accepts any answer; here it is a list.',
  'onadata__integer_name_test.xlsx':
    'The reference takes an external list for text, and accepts any answer; here it is a list.',
  'onadata__subdistrict_profiling_tool.xlsx':
    'The reference takes an external list for text, and accepts any answer; here it is a list.',
  'onadata__transportation.xlsx':
    '`or_other` adds “other” to the question that has it; the reference adds it to all that use the list, and to a loop over it.',
};

export const reasonFor = ({ id }: { readonly id: string }): string | undefined => reasons[id];
