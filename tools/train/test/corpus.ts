/** A corpus as small as can be, in the shapes of a real one. */

export const POLICY = `Refunds go to the card that was used. ${"Do not promise anything that is not in this text. ".repeat(8)}`;

const replies = Array.from({ length: 60 }, (_, i) => ({
  model: "some-model",
  prompt: `Question ${i % 10}?`,
  reply: `Reply ${i} to the question.${i % 7 === 6 ? " It goes on, and on, and on.".repeat(20) : ""}`,
}));

const conversations = Array.from({ length: 12 }, (_, i) => ({
  messages: [
    { role: "system", content: i % 2 === 0 ? POLICY : "Be brief." },
    { role: "user", content: `Where is parcel ${i}?` },
    {
      role: "assistant",
      content: null,
      tool_calls: [
        { id: `call_${i}`, type: "function", function: { name: "get_parcel", arguments: `{"id":${i}}` } },
      ],
    },
    { role: "tool", tool_call_id: `call_${i}`, content: '{"status":"on its way"}' },
    { role: "assistant", content: "It is on its way." },
  ],
}));

const lines = (values: readonly object[]): string =>
  values.map((value) => `${JSON.stringify(value)}\n`).join("");

export const CHAT_LINES: string = lines(replies);
export const AGENT_LINES: string = lines(conversations);
