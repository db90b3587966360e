/**
 * Texts with what is nearly a signal of the catalogue, by category and language: another word after the same beginning, a letter
 * more, an accent less, a word between. None of them is one.
 */
export const NEAR_MISSES: Record<string, Record<string, readonly string[]>> = {
  refusal: {
    en: [
      "We cannot provide lunch on Mondays, and the new cook is unable to come.",
      "I cannot, provided it rains, go out. I cant provide that either.",
      "Who must decline? I must declined, he wrote, and nobody minded the grammar.",
    ],
    es: ["No puedo ayudarles con la mudanza.", "No, puedo ayudar."],
    fr: ["Je ne peux passer que par le jardin.", "Je peux pas mal de choses."],
    de: ["Das kann ich nichtig nennen.", "Kann ich das nicht essen?"],
    pt: ["Não posso ajudares.", "Não, posso ajudar."],
    zh: ["我不会游泳，他无法回家。"],
    ja: ["この件は対応できます。"],
  },
  apology: {
    en: ["A sorry sight, I said, and Im sorry for it.", "He was sorry, to hear him tell it.", "I`m sorry"],
    es: ["Solo siento frío por las mañanas.", "Lo sientó en la mesa."],
    fr: ["Ils étaient désolés.", "Je suis desole, écrit sans accents.", "Je suis désolés."],
    de: ["Das tut mir Leidenschaft an.", "Es tut dir leid."],
    pt: ["Sinto muitos cheiros na cozinha."],
    zh: ["他常常抱怨，但对得起大家。"],
    ja: ["申し込みは明日までです。"],
  },
  uncertainty: {
    en: [
      "I'm sure of it, and I know where it is.",
      "I do have access to the shed. As of my last updates, it was locked.",
      "I dont know",
    ],
    es: ["No, estoy seguro de todo.", "No tengo accesorios."],
    fr: ["Je ne sais passer que par là.", "Je n'ai pas accédé au site."],
    de: ["Ich bin mir nicht sicherer als du.", "Ich habe keinen Zugriffspunkt."],
    pt: ["Não tenho certezas.", "Não tenho acessórios."],
    zh: ["我确定，我知道路。"],
    ja: ["わかりました。確認できました。"],
  },
  "ai-disclosure": {
    en: [
      "As an aide he filed the letters, large and small.",
      "The AI assistants met; I was an AI once, in a play.",
      "A large model of language use.",
    ],
    es: ["Como una iaia, dijo el niño.", "Modelo de lenguajes."],
    fr: ["En tant qu'iatrochimiste, il hésitait.", "Modèle de langages."],
    de: ["Das dient als Kiste.", "Viele Sprachmodelle im Vergleich."],
    pt: ["Como uma iara no rio.", "Modelo da linguagem."],
    zh: ["作为人工湖，它很大。作为一个人，他累了。"],
    ja: ["AIと人間、言語とモデル。"],
  },
  "tool-call": {
    zxx: [
      'tool_calls, and "tool_callsign", and "tool_calls',
      "<tool_calls> [TOOL_CALL]",
      '"tool calls" "tooluse "tool_ use"',
    ],
  },
  "tool-result": {
    zxx: [
      '"tool_results" tool_result',
      '"role":"toolsmith", "role":  tool',
      "<tool_results> <tool_out> [TOOL_RESULT]",
    ],
  },
  error: {
    en: [
      "Terror: none. The errand timed outside was fine, and an error occurs.",
      "No such file, or directory; permission was denied.",
      "Something goes wrong now and then with the bad gateways.",
    ],
    zxx: [
      '"level":"errors" level:"error"',
      "MyTypeError ValueErrors Syntax Error",
      "ENOENTRY XENOENT npm ERR",
    ],
    es: ["Se produjo un errorcillo.", "Acceso denegados."],
    fr: ["Accès refusés.", "Une erreur se produit parfois."],
    de: ["Eine fehlgeschlagene Tür.", "Ein Fehler ist aufgetretene Seife."],
    pt: ["Ocorreu um errozinho."],
    zh: ["发生误会，出了门。"],
    ja: ["エラーが解消した。"],
  },
  code: {
    zxx: ["``python ```pythonic ```javac", "#include<stdio.h>, diff -git, #!/bin/bashful", "<!DOCTYPE xml>"],
  },
  citation: {
    en: [
      "He acted accordingly to the last, according to theory and according to all.",
      "Sources vary; references are kept by Albert et alia.",
    ],
    zxx: ['"url_citations" # References', "doi.org arxiv.organ/ #Sources"],
    es: ["Según un estudiante, llueve."],
    fr: ["D'après une étudiante, il pleut.", "Une étude publique."],
    de: ["Laut einer Studierenden regnet es. Quellen: keine."],
    pt: ["Segundo um estudante, chove. Recitado em casa."],
    zh: ["参考答案在这里，研究一下表明文件。"],
    ja: ["人によって違う。"],
  },
  greeting: {
    en: [
      "Hi thereof, Hello, world, and good mornings to all.",
      "How can I assist your neighbour? How can he help you?",
    ],
    es: ["Buenas días. ¿En qué puedo ayudarles?"],
    fr: ["Les bonjours et les bonsoirs.", "Comment puis-je vous aiderais ?"],
    de: ["Zu guten Tagen gehören zwei.", "Wie kann ich Ihnen helfend beistehen?"],
    pt: ["Um bom diamante.", "Como posso ajudares?"],
    zh: ["你们好吗？"],
    ja: ["こんにちわ"],
  },
  closing: {
    en: [
      "Best regarded as a draft. Let me know what you think, if you have a question.",
      "Many goodbyes; he was happy to helping hands. Feel free, to ask is no crime.",
      "Insincerely, yours.",
    ],
    es: ["No dudes entonces. Saludos, cordiales amigos."],
    fr: ["Des au revoirs. Un accueil peu cordial.", "N'hésitez pas, à demain."],
    de: ["Viele Grüßende standen dort. Gern geschehene Dinge."],
    pt: ["Não hesite embora. Espero ter ajudados."],
    zh: ["请别客气，希望对你们有帮助。"],
    ja: ["お気に入りに追加。"],
  },
  escalation: {
    en: [
      "A humane agent, or human agents; call 9110.",
      "I will escalates, and speak to humans. Transfer your files.",
      "Illegal action films.",
    ],
    es: ["Hablar con una personalidad. Hablar con agentes."],
    fr: ["Porter plaintes. Parler à un humaniste."],
    de: ["Mit einem Menschen sprechende Vögel."],
    pt: ["Falar com um atendentes. Registrar reclamação."],
    zh: ["转手工活，人工的客服。"],
    ja: ["オペレーションに移る。"],
  },
  "prompt-injection": {
    en: [
      "Ignore previous instruction leaflets and ignore any of the instructions.",
      "Jailbreaking, developer modes, do anything nowadays, your systems prompt.",
      "New instructions for the printer. Tell the user.",
    ],
    zxx: ["<|im_start|>user <|im_start|> system <SYS>"],
    es: ["Ignoras las instrucciones. No les digas al usuario."],
    fr: ["Il faut ignorer les instructions.", "Il oublie ses instructions."],
    de: ["Vergiss deine Anweisung nicht.", "Ignoriere alles Vorherige."],
    pt: ["Ignore a instrução. Esqueças suas instruções."],
    zh: ["忽略之前的问题，系统提示。"],
    ja: ["指示を確認してください。"],
  },
};
