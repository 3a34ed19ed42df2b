// What fasttext.wasm.js says with lid.176.ftz of texts in many languages. Writes languages.json.
//   cd artifacts/peers && node ../../tests/LlmKit.Tests/Data/Golden/make_languages.mjs
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const texts = [
  "The keeper of the lighthouse walks to the end of the pier every morning.", "守塔人每天早晨走到码头尽头，读出水位。", "守塔人每天早晨走到碼頭盡頭，讀出水位。",
  "灯台守は毎朝、桟橋の端まで歩いて水位を読みます。", "등대지기는 매일 아침 부두 끝까지 걸어가 수위를 읽는다.", "Le gardien du phare marche chaque matin jusqu'au bout de la jetée.",
  "Der Leuchtturmwärter geht jeden Morgen bis zum Ende des Stegs.", "El farero camina cada mañana hasta el final del muelle.",
  "Il guardiano del faro cammina ogni mattina fino in fondo al molo.", "Смотритель маяка каждое утро идёт до конца пирса.",
  "Доглядач маяка щоранку йде до кінця пірсу.", "يمشي حارس المنارة كل صباح إلى نهاية الرصيف.", "شومر המגדלור הולך כל בוקר לקצה המזח.",
  "O faroleiro caminha todas as manhãs até o fim do cais.", "De vuurtorenwachter loopt elke ochtend naar het einde van de pier.",
  "Fyrvaktaren går varje morgon till slutet av bryggan.", "Latarnik co rano idzie na koniec mola.", "Deniz feneri bekçisi her sabah iskelenin sonuna yürür.",
  "Người gác hải đăng mỗi sáng đi bộ đến cuối cầu tàu.", "ผู้ดูแลประภาคารเดินไปสุดท่าเรือทุกเช้า", "प्रकाशस्तंभ का रखवाला हर सुबह घाट के अंत तक जाता है।",
  "Ο φαροφύλακας περπατά κάθε πρωί ως την άκρη της προβλήτας.", "ok", "a", "42", "!!!", "😀😀", "", "   ", "for (int i = 0; i < 10; i++) { sum += a[i]; }",
  "The keeper 守塔人 walks 走到 the pier 码头.", "lorem ipsum dolor sit amet consectetur", "tabs\tand  spaces\u00a0here", "x".repeat(300),
];
const { getLIDModel } = await import(pathToFileURL(createRequire(`${process.cwd()}/`).resolve("fasttext.wasm.js")));
const loaded = await (await getLIDModel()).load();
const rows = texts.map(text => {
  const found = loaded.predict(`${text}\n`, 3, 0);
  return { text, guesses: Array.from({ length: found.size() }, (_, i) => [found.get(i)[1].replace("__label__", ""), found.get(i)[0]]) };
});
writeFileSync(new URL("languages.json", import.meta.url), `${JSON.stringify(rows)}\n`);
