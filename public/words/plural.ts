// Numbers and the words that go with them, by the plural rules of a language.

type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string };

/**
 * The functions of one language. `counted(3, { one: "member", other: "members" })`: "3 members".
 */
export function numbersIn(language: string) {
  const rules = new Intl.PluralRules(language);
  const digits = new Intl.NumberFormat(language);
  const form = (count: number, forms: Forms) => forms[rules.select(count)] ?? forms.other;
  return {
    form,
    digits: (count: number) => digits.format(count),
    counted: (count: number, forms: Forms) => `${digits.format(count)} ${form(count, forms)}`,
  };
}
