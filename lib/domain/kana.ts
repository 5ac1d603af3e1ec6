/** A text to search by: width, case and the two kana scripts make no difference; `ｺｰﾋｰ`, `コーヒー` and `こーひー` are one. */
export function foldKana(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\u30a1-\u30f6]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60))
    .replaceAll(/\s+/g, ' ')
    .trim()
}
